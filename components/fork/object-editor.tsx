'use client';

import { useDeferredValue, useState } from 'react';
import { CodeEditor } from '@/components/ui/code-editor';
import { isObject, type Json, type JsonObject } from '@/lib/trace/json';
import { Changes } from './text-editor';

interface ObjectEditorProps {
  label: string;
  /** Where it begins; give another `key` to begin anew. null: nothing is written. */
  value: Json | null;
  /** As recorded; null: there is nothing to compare with. */
  original: Json | null;
  /** null: all was deleted. */
  onChange: (value: JsonObject | null) => void;
  /** The text is no JSON object: `onChange` stays silent meanwhile. */
  onInvalid: (invalid: boolean) => void;
  onSubmit?: () => void;
}

/** A JSON object as text, and below it what was changed. */
export function ObjectEditor(props: ObjectEditorProps) {
  const { label, value, original } = props;
  const [text, setText] = useState(value === null ? '' : textOfJson(value));
  const [error, setError] = useState<string | null>(null);
  const before = original === null ? null : textOfJson(original);
  const after = useDeferredValue(text);
  const tell = (next: string): void => {
    setText(next);
    const read = parse(next);
    setError('error' in read ? read.error : null);
    props.onInvalid('error' in read);
    if ('object' in read) props.onChange(read.object);
  };
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <CodeEditor
        label={label}
        language="json"
        className="h-48"
        value={text}
        onChange={tell}
        onSubmit={props.onSubmit}
      />
      <div role="alert" className="empty:hidden">
        {error !== null && <p className="text-12 text-bad">{error} Mend it, or reset this edit.</p>}
      </div>
      {before !== null && error === null && before !== after && (
        <Changes label={label} before={before} after={after} />
      )}
    </div>
  );
}

/** In its own order: what is not edited is sent as it was recorded. */
const textOfJson = (value: Json): string => JSON.stringify(value, null, 2);

function parse(text: string): { object: JsonObject | null } | { error: string } {
  if (text.trim() === '') return { object: null };
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? { object: value } : { error: 'It has to be a JSON object.' };
  } catch (error) {
    return { error: `Not JSON: ${error instanceof Error ? error.message : 'it breaks off'}.` };
  }
}
