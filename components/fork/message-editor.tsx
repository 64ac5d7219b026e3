'use client';

import { PartView } from '@/components/inspector/part-view';
import type { Json } from '@/lib/trace/json';
import type { Message, Part } from '@/lib/trace/message';
import { prettyJson } from '@/lib/view/pretty-json';
import { Changes, TextEditor } from './text-editor';
import { ValueEditor } from './value-editor';

interface MessageEditorProps {
  original: Message;
  /** An edit adds it: there is nothing to compare with. */
  added?: boolean;
  message: Message;
  onChange: (message: Message) => void;
  /** Which of its parts cannot be read as what they are said to be. */
  onInvalid: (part: number, invalid: boolean) => void;
  onSubmit: () => void;
}

/** The parts of a message: what is text or JSON can be edited, the rest stays as it is. */
export function MessageEditor(props: MessageEditorProps) {
  const { original, message, onChange, added = false } = props;
  return message.parts.map((part, at) => (
    <PartEditor
      // biome-ignore lint/suspicious/noArrayIndexKey: editing changes what parts hold, never their number.
      key={at}
      original={original.parts[at]}
      added={added}
      part={part}
      onChange={(next) => onChange({ ...message, parts: message.parts.with(at, next) })}
      onInvalid={(invalid) => props.onInvalid(at, invalid)}
      onSubmit={props.onSubmit}
    />
  ));
}

interface PartEditorProps {
  original: Part | undefined;
  added: boolean;
  part: Part;
  onChange: (part: Part) => void;
  onInvalid: (invalid: boolean) => void;
  onSubmit: () => void;
}

function PartEditor({ original, added, part, onChange, ...rest }: PartEditorProps) {
  const { onInvalid, onSubmit } = rest;
  switch (part.type) {
    case 'text':
      return (
        <TextEditor
          label="Text"
          original={added ? null : original?.type === 'text' ? original.text : ''}
          value={part.text}
          onChange={(text) => onChange({ ...part, text })}
          onSubmit={onSubmit}
        />
      );
    case 'tool-result':
      return (
        <ValuePart
          label={`Result of ${part.tool ?? 'the tool'}`}
          original={original?.type === 'tool-result' && !added ? original.output : part.output}
          value={part.output}
          onChange={(output) => onChange({ ...part, output })}
          {...{ onInvalid, onSubmit }}
        />
      );
    case 'tool-call':
      return (
        <ValuePart
          label={`Arguments of ${part.tool}`}
          original={original?.type === 'tool-call' ? original.input : part.input}
          value={part.input}
          onChange={(input) => {
            const { malformed: _, ...rest } = part;
            onChange({ ...rest, input });
          }}
          {...{ onInvalid, onSubmit }}
        />
      );
    default:
      return <PartView part={part} />;
  }
}

function ValuePart({
  original,
  ...editor
}: {
  label: string;
  original: Json;
  value: Json;
  onChange: (value: Json) => void;
  onInvalid: (invalid: boolean) => void;
  onSubmit: () => void;
}) {
  const before = textOfValue(original);
  const after = textOfValue(editor.value);
  return (
    <div className="flex flex-col gap-1">
      <ValueEditor {...editor} />
      {before !== after && <Changes label={editor.label} before={before} after={after} />}
    </div>
  );
}

const textOfValue = (value: Json): string =>
  typeof value === 'string' ? value : prettyJson(value);
