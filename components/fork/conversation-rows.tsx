'use client';

import { Fragment, useEffect, useEffectEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { Side } from '@/lib/replay/conversation-at';
import { lastUserTurn } from '@/lib/replay/fork/apply-edits';
import type { Checkpoint, CheckpointMessage } from '@/lib/replay/fork-at';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { counted } from '@/lib/view/format-number';
import { AppendedRow } from './appended-row';
import { systemMessage } from './draft';
import { InsertedRow } from './inserted-row';
import { inserted, newMessage, reinserted } from './insertions';
import { MessageRow } from './message-row';
import { PendingRow } from './pending-row';

/** Rows drawn at first, and more at a time: what one forks for stands at the end. */
const portion = 40;

interface ConversationRowsProps {
  checkpoint: Checkpoint;
  side: Side;
  /** Edits of messages, as they are typed. */
  edits: readonly ForkEdit[];
  /** The message to show, by its place among those that would be sent; another object for each wish. */
  wanted: { index: number } | null;
  onEdit: (edit: ForkEdit) => void;
  onReset: (edit: ForkEdit) => void;
  onEditPrompt: () => void;
  onEditSystem: () => void;
  onInvalid: (key: string, invalid: boolean) => void;
  /** Nothing whose key begins so is invalid any more. */
  onForget: (prefix: string) => void;
  onSubmit: () => void;
}

/** The conversation as it would be sent, message by message, and the calls that wait at its end. */
export function ConversationRows(props: ConversationRowsProps) {
  const { checkpoint, side, edits, wanted, onEdit, onInvalid, onSubmit } = props;
  const { original, conversation, point, pending } = checkpoint;
  const [shown, setShown] = useState(portion);
  const [atFirst] = useState(wanted);
  const [seen, setSeen] = useState(wanted);
  const now = new Map(conversation.map((one) => [one.from, one]));
  const turn = lastUserTurn(original.messages);
  const system = systemMessage(original);
  const { length } = original.messages;
  const first = Math.max(0, length - shown);
  const target = wanted && conversation[wanted.index];
  const targetIndex = target ? (target.from ?? target.inserted?.index ?? null) : null;
  if (wanted !== seen) {
    // Drawn first, gone to afterwards.
    setSeen(wanted);
    if (targetIndex !== null && targetIndex < first) setShown(length - targetIndex);
  }
  const goTo = useEffectEvent(() => {
    const row = target && document.getElementById(rowId(target));
    row?.scrollIntoView({ block: 'center' });
    row?.focus();
  });
  useEffect(() => {
    if (seen !== atFirst) goTo();
  }, [seen, atFirst]);

  const elsewhere = (index: number): (() => void) | undefined => {
    if (turn && index >= turn.start && index < turn.end) return props.onEditPrompt;
    return index === system ? props.onEditSystem : undefined;
  };
  const changePlaces = (index: number, edit: ForkEdit): void => {
    props.onForget(`added ${index} `);
    onEdit(edit);
  };
  const additions = (index: number) =>
    conversation.flatMap((one, at) => {
      const place = one.inserted;
      if (place?.index !== index) return [];
      return (
        <InsertedRow
          // They have no identity: where their number changes, all of a place begin anew.
          key={`${side} ${index} ${place.nth} of ${countAt(conversation, index)}`}
          id={rowId(one)}
          place={at + 1}
          message={one.message}
          onChange={(message) => onEdit(reinserted(edits, place, message))}
          onRemove={() => changePlaces(index, reinserted(edits, place, null))}
          onInvalid={(part, invalid) => onInvalid(`added ${index} ${place.nth} ${part}`, invalid)}
          onSubmit={onSubmit}
        />
      );
    });
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
            // Another side is another conversation.
            <Fragment key={`${side} ${index}`}>
              {additions(index)}
              {entry && (
                <MessageRow
                  id={rowId({ from: index })}
                  index={index}
                  original={message}
                  message={kept?.message ?? null}
                  entry={entry}
                  changed={kept?.changed ?? true}
                  onEditElsewhere={elsewhere(index)}
                  onInsert={(where, kind) => {
                    const before = where === 'before';
                    const place = before
                      ? { index, nth: countAt(conversation, index) }
                      : { index: index + 1, nth: 0 };
                    const earlier = conversation.filter(({ from, inserted: added }) =>
                      from === null ? added && added.index <= index : from < place.index,
                    );
                    const told = earlier.map((one) => one.message);
                    changePlaces(index, inserted(edits, place, newMessage(kind, told)));
                  }}
                  onChange={(next) => onEdit({ type: 'message', index, message: next })}
                  onRemove={() => onEdit({ type: 'remove-message', index })}
                  onReset={() => props.onReset({ type: 'message', index, message })}
                  onInvalid={(part, invalid) => onInvalid(`message ${index} ${part}`, invalid)}
                  onSubmit={onSubmit}
                />
              )}
            </Fragment>
          );
        })}
        {additions(length)}
        {conversation
          .filter(({ from, inserted: place }) => from === null && !place)
          .map((one) => (
            <AppendedRow key="appended" id={rowId(one)} message={one.message} />
          ))}
        {pending.map((call, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pending calls are told apart by their order alone.
          <PendingRow key={at} call={call} />
        ))}
      </ol>
      {length === 0 && conversation.length === 0 && (
        <p className="py-2 text-12 text-text-3">
          No conversation is known here. Append a user message to begin one.
        </p>
      )}
    </>
  );
}

const countAt = (conversation: readonly CheckpointMessage[], index: number): number =>
  conversation.filter((one) => one.inserted?.index === index).length;

const rowId = ({ from, inserted: place }: Pick<CheckpointMessage, 'from' | 'inserted'>): string =>
  from !== null
    ? `fork-message-${from}`
    : place
      ? `fork-added-${place.index}-${place.nth}`
      : 'fork-appended';
