'use client';

import { useId, useState } from 'react';
import { CodeEditor } from '@/components/ui/code-editor';
import { Textarea } from '@/components/ui/field';
import { Segments } from '@/components/ui/segments';
import type { Json } from '@/lib/trace/json';
import { prettyJson } from '@/lib/view/pretty-json';
import { longText } from './text-editor';

interface ValueEditorProps {
  label: string;
  /** Where it begins; later values are the editor's own. Give another `key` to begin anew. */
  value: Json;
  onChange: (value: Json) => void;
  /** The text is meant to be JSON and is none: `onChange` stays silent meanwhile. */
  onInvalid: (invalid: boolean) => void;
  onSubmit?: () => void;
}

const kinds = [
  { value: 'text', label: 'Text' },
  { value: 'json', label: 'JSON' },
] as const;

/** A value as text or as JSON: what a tool gives back is one or the other. */
export function ValueEditor({ label, value, onChange, onInvalid, onSubmit }: ValueEditorProps) {
  const id = useId();
  const [kind, setKind] = useState<'text' | 'json'>(typeof value === 'string' ? 'text' : 'json');
  const [text, setText] = useState(typeof value === 'string' ? value : prettyJson(value));
  const [error, setError] = useState<string | null>(null);
  // Chosen once: an editor that changes under the hands loses the cursor.
  const [long] = useState(text.length > longText);

  const tell = (nextText: string, nextKind: 'text' | 'json'): void => {
    setText(nextText);
    setKind(nextKind);
    const read = nextKind === 'text' ? { value: nextText } : parse(nextText);
    setError('error' in read ? read.error : null);
    onInvalid('error' in read);
    if ('value' in read) onChange(read.value);
  };

  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex items-center gap-2">
        <label htmlFor={id} className="min-w-0 flex-1 truncate font-medium text-12 text-text-2">
          {label}
        </label>
        <Segments
          label={`${label} is`}
          value={kind}
          onChange={(next) => tell(text, next)}
          options={kinds}
        />
      </div>
      {long ? (
        <CodeEditor
          label={label}
          value={text}
          language={kind === 'json' ? 'json' : 'plaintext'}
          onChange={(next) => tell(next, kind)}
          {...(onSubmit ? { onSubmit } : {})}
        />
      ) : (
        <Textarea
          id={id}
          value={text}
          aria-invalid={error !== null || undefined}
          aria-describedby={error === null ? undefined : `${id}-error`}
          onChange={(event) => tell(event.target.value, kind)}
        />
      )}
      <div role="alert" className="empty:hidden">
        {error !== null && (
          <p id={`${id}-error`} className="text-12 text-bad">
            Not JSON: {error} Mend it, or choose Text.
          </p>
        )}
      </div>
    </div>
  );
}

function parse(text: string): { value: Json } | { error: string } {
  if (text.trim() === '') return { error: 'nothing is typed.' };
  try {
    // What JSON.parse gives is JSON.
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    return { error: `${error instanceof Error ? error.message : 'it does not parse'}.` };
  }
}
