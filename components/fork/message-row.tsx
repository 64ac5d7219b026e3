'use client';

import { Pencil, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { KindGlyph } from '@/components/ui/kind-glyph';
import type { ConversationEntry } from '@/lib/replay/conversation-at';
import type { Message } from '@/lib/trace/message';
import { messageLine } from '@/lib/trace/summary';
import { plainLine } from '@/lib/view/plain-line';
import { InsertMenu } from './insert-menu';
import type { InsertedKind } from './insertions';
import { MessageEditor } from './message-editor';
import { ResetButton } from './text-editor';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

interface MessageRowProps {
  /** For links to this row. */
  id: string;
  /** Place before any edit. */
  index: number;
  original: Message;
  /** As it would be sent; null where it is taken out. */
  message: Message | null;
  entry: ConversationEntry;
  changed: boolean;
  /** Goes to where this message is edited otherwise (the prompt); without it the row opens. */
  onEditElsewhere: (() => void) | undefined;
  onInsert: (where: 'before' | 'after', kind: InsertedKind) => void;
  onChange: (message: Message) => void;
  onRemove: () => void;
  onReset: () => void;
  onInvalid: (part: number, invalid: boolean) => void;
  onSubmit: () => void;
}

/** One message of the conversation in one line; its editor below it when asked for. */
export function MessageRow(props: MessageRowProps) {
  const { index, original, message, entry, changed } = props;
  const [open, setOpen] = useState(false);
  const [bad, setBad] = useState<ReadonlySet<number>>(new Set());
  // Another one after a reset: editors begin anew with what was recorded.
  const [round, setRound] = useState(0);
  const name = `message ${index + 1}, ${original.role}`;
  const forget = (): void => {
    for (const part of bad) props.onInvalid(part, false);
    setBad(new Set());
    setRound(round + 1);
  };
  return (
    <li id={props.id} tabIndex={-1} className="border-line border-b -outline-offset-2">
      <div className={`flex min-h-8 items-center gap-2 px-1 ${changed ? 'bg-diverge-tint' : ''}`}>
        <KindGlyph kind="message" role={original.role} silent />
        <span className="w-16 shrink-0 text-12 text-text-2">{original.role}</span>
        <bdi
          className={`min-w-0 flex-1 truncate font-mono text-12 ${
            message ? 'text-text-1' : 'text-text-3 line-through'
          }`}
        >
          {plainLine(messageLine(message ?? original)) || 'empty'}
        </bdi>
        {message === null && <Badge tone="diverge">removed</Badge>}
        {message !== null && changed && <Badge tone="diverge">edited</Badge>}
        {!changed && entry.fidelity !== 'exact' && <Badge>{entry.fidelity}</Badge>}
        <span className="hidden w-10 shrink-0 text-right font-mono text-11 text-text-3 sm:inline">
          #{entry.seq}
        </span>
        <InsertMenu name={name} onInsert={props.onInsert} />
        {message === null ? (
          <IconButton
            label={`Put back ${name}`}
            glyph={<Undo2 {...glyph} />}
            onClick={props.onReset}
          />
        ) : (
          <>
            <IconButton
              label={`Edit ${name}`}
              glyph={<Pencil {...glyph} />}
              {...(props.onEditElsewhere ? {} : { 'aria-expanded': open })}
              onClick={props.onEditElsewhere ?? (() => setOpen(!open || bad.size > 0))}
            />
            <IconButton
              label={`Remove ${name}`}
              glyph={<Trash2 {...glyph} />}
              onClick={() => {
                forget();
                setOpen(false);
                props.onRemove();
              }}
            />
          </>
        )}
      </div>
      {open && message && !props.onEditElsewhere && (
        <div className="flex flex-col gap-2 border-line border-t bg-surface-1 px-2 py-2">
          <MessageEditor
            key={round}
            original={original}
            message={message}
            onChange={props.onChange}
            onInvalid={(part, invalid) => {
              props.onInvalid(part, invalid);
              const next = new Set(bad);
              if (invalid) next.add(part);
              else next.delete(part);
              setBad(next);
            }}
            onSubmit={props.onSubmit}
          />
          <div className="flex justify-end gap-2">
            {(changed || bad.size > 0) && (
              <ResetButton
                onReset={() => {
                  forget();
                  props.onReset();
                }}
              />
            )}
            <Button disabled={bad.size > 0} onClick={() => setOpen(false)}>
              Done
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
