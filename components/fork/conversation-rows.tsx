'use client';

import { CirclePause } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { KindGlyph } from '@/components/ui/kind-glyph';
import type { Side } from '@/lib/replay/conversation-at';
import { lastUserTurn } from '@/lib/replay/fork/apply-edits';
import type { Checkpoint } from '@/lib/replay/fork-at';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { jsonLine, messageLine } from '@/lib/trace/summary';
import { counted } from '@/lib/view/format-number';
import { plainLine } from '@/lib/view/plain-line';
import { systemMessage } from './draft';
import { MessageRow } from './message-row';

/** Rows drawn at first, and more at a time: what one forks for stands at the end. */
const portion = 40;

interface ConversationRowsProps {
  checkpoint: Checkpoint;
  side: Side;
  onEdit: (edit: ForkEdit) => void;
  onReset: (edit: ForkEdit) => void;
  onEditPrompt: () => void;
  onEditSystem: () => void;
  onInvalid: (index: number, part: number, invalid: boolean) => void;
  onSubmit: () => void;
}

/** The conversation as it would be sent, message by message, and the calls that wait at its end. */
export function ConversationRows(props: ConversationRowsProps) {
  const { checkpoint, side } = props;
  const { original, conversation, point, pending } = checkpoint;
  const [shown, setShown] = useState(portion);
  const now = new Map(conversation.map((one) => [one.from, one]));
  const turn = lastUserTurn(original.messages);
  const system = systemMessage(original);
  const first = Math.max(0, original.messages.length - shown);
  const elsewhere = (index: number): (() => void) | undefined => {
    if (turn && index >= turn.start && index < turn.end) return props.onEditPrompt;
    return index === system ? props.onEditSystem : undefined;
  };
  return (
    <>
      {first > 0 && (
        <Button look="ghost" onClick={() => setShown(shown + portion * 5)}>
          Show {counted(Math.min(first, portion * 5), 'earlier message')} of {first}
        </Button>
      )}
      <ol aria-label="Conversation" className="border-line border-t">
        {original.messages.slice(first).map((message, at) => {
          const index = first + at;
          const entry = point.entries[index];
          const kept = now.get(index);
          return (
            entry && (
              <MessageRow
                // Another side is another conversation.
                key={`${side} ${index}`}
                index={index}
                original={message}
                message={kept?.message ?? null}
                entry={entry}
                changed={kept?.changed ?? true}
                onEditElsewhere={elsewhere(index)}
                onChange={(next) => props.onEdit({ type: 'message', index, message: next })}
                onRemove={() => props.onEdit({ type: 'remove-message', index })}
                onReset={() => props.onReset({ type: 'message', index, message })}
                onInvalid={(part, invalid) => props.onInvalid(index, part, invalid)}
                onSubmit={props.onSubmit}
              />
            )
          );
        })}
        {conversation
          .filter(({ from }) => from === null)
          .map(({ message }) => (
            <li
              key={messageLine(message)}
              className="flex min-h-8 items-center gap-2 border-line border-b bg-diverge-tint px-1"
            >
              <KindGlyph kind="message" role={message.role} silent />
              <span className="w-16 shrink-0 text-12 text-text-2">{message.role}</span>
              <bdi className="min-w-0 flex-1 truncate font-mono text-12">
                {plainLine(messageLine(message))}
              </bdi>
              <Badge tone="diverge">added</Badge>
            </li>
          ))}
        {pending.map((call, at) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: pending calls are told apart by their order alone.
            key={at}
            className="flex min-h-8 items-center gap-2 border-line border-b px-1"
          >
            <CirclePause size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-text-2" />
            <bdi className="w-16 shrink-0 truncate font-mono text-12" title={call.tool}>
              {call.tool}
            </bdi>
            <bdi className="min-w-0 flex-1 truncate font-mono text-12 text-text-2">
              {plainLine(jsonLine(call.input))}
            </bdi>
            <Badge title="It is answered before the model is asked: by the recording where it fits, else by you.">
              waits for its answer
            </Badge>
          </li>
        ))}
      </ol>
      {original.messages.length === 0 && conversation.length === 0 && (
        <p className="py-2 text-12 text-text-3">
          No conversation is known here. Append a user message to begin one.
        </p>
      )}
    </>
  );
}
