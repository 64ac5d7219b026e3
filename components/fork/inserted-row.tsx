'use client';

import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { KindGlyph } from '@/components/ui/kind-glyph';
import { type Message, textOf } from '@/lib/trace/message';
import { messageLine } from '@/lib/trace/summary';
import { plainLine } from '@/lib/view/plain-line';
import { MessageEditor } from './message-editor';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

interface InsertedRowProps {
  /** For links to this row. */
  id: string;
  /** Place among the messages that would be sent, from 1; null while that is being found out. */
  place: number | null;
  message: Message;
  onChange: (message: Message) => void;
  onRemove: () => void;
  onInvalid: (part: number, invalid: boolean) => void;
  onSubmit: () => void;
}

/** A message that an edit adds, in one line; open while nothing is written in it. */
export function InsertedRow(props: InsertedRowProps) {
  const { message, place } = props;
  const [first] = useState(message);
  const [open, setOpen] = useState(isEmpty(message));
  const [bad, setBad] = useState<ReadonlySet<number>>(new Set());
  const name = `added message${place === null ? '' : ` ${place}`}, ${message.role}`;
  const tellInvalid = (part: number, invalid: boolean): void => {
    props.onInvalid(part, invalid);
    const next = new Set(bad);
    if (invalid) next.add(part);
    else next.delete(part);
    setBad(next);
  };
  return (
    <li id={props.id} tabIndex={-1} className="border-line border-b -outline-offset-2">
      <div className="flex min-h-8 items-center gap-2 bg-diverge-tint px-1">
        <KindGlyph kind="message" role={message.role} silent />
        <span className="w-16 shrink-0 text-12 text-text-2">{message.role}</span>
        <bdi className="min-w-0 flex-1 truncate font-mono text-12">
          {plainLine(messageLine(message)) || 'empty'}
        </bdi>
        <Badge tone="diverge">added</Badge>
        <IconButton
          label={`Edit ${name}`}
          aria-expanded={open}
          glyph={<Pencil {...glyph} />}
          onClick={() => setOpen(!open || bad.size > 0)}
        />
        <IconButton
          label={`Take out ${name}`}
          glyph={<Trash2 {...glyph} />}
          onClick={() => {
            for (const part of bad) props.onInvalid(part, false);
            props.onRemove();
          }}
        />
      </div>
      {open && (
        <div className="flex flex-col gap-2 border-line border-t bg-surface-1 px-2 py-2">
          <MessageEditor
            original={first}
            added
            message={message}
            onChange={props.onChange}
            onInvalid={tellInvalid}
            onSubmit={props.onSubmit}
          />
          <div className="flex justify-end">
            <Button disabled={bad.size > 0} onClick={() => setOpen(false)}>
              Done
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}

const isEmpty = (message: Message): boolean =>
  textOf(message) === '' &&
  message.parts.every((part) => part.type !== 'tool-result' || part.output === '');
