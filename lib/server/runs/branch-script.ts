import { setTimeout as sleep } from 'node:timers/promises';
import { resolveLineage } from '@/lib/db/lineage';
import { readMessages } from '@/lib/db/read-messages';
import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import type { StoredTrace } from '@/lib/db/trace-row';
import { conversationAt } from '@/lib/replay/conversation-at';
import type { MediaBytes } from '@/lib/resume/media-content';
import type { Recording } from '@/lib/resume/recording';
import type { Script, ScriptedCall } from '@/lib/resume/scripted-model';
import { positionsOf } from '@/lib/trace/conversation';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { type Message, textOf } from '@/lib/trace/message';
import type { Outline, OutlineRow } from '@/lib/trace/outline';
import { messageLine } from '@/lib/trace/summary';

interface ScriptOptions {
  lane: string;
  edits: readonly ForkEdit[];
  recording: Recording;
  bytes: MediaBytes;
  /** Milliseconds between two pieces of a reply. */
  pieceMs: number;
}

/** What the scripted model needs to know of a branch and its parent. */
export function branchScript(
  store: Store,
  branch: StoredTrace,
  { lane, edits, recording, bytes, pieceMs }: ScriptOptions,
): Script {
  const first = (branch.forkSeq ?? -1) + 1;
  const said = (row: OutlineRow) =>
    row.kind === 'model-call' &&
    row.lane === lane &&
    !row.unfinished &&
    (row.said?.append.length ?? 0) > 0;
  const own = resolveLineage(store.raw, branch.id);
  const made = own ? readOutline(store, own, first).filter(said).length : 0;
  const parent = branch.parentId === null ? undefined : resolveLineage(store.raw, branch.parentId);
  const outline = parent ? readOutline(store, parent) : [];
  const calls = outline.slice(first).filter(said);
  const message = (position: number): Message[] =>
    parent
      ? [...readMessages(store.raw, parent, [position, position + 1])].map((row) => row.message)
      : [];
  return {
    made,
    bytes,
    setupEdited: edits.some(
      ({ type }) =>
        type === 'system' || type === 'tools' || type === 'model' || type === 'parameters',
    ),
    edit: wordsOf(edits),
    call: (index) => scriptedCall(outline, calls[index], message),
    recorded: () => recording.next(lane),
    isRecorded: (call) => recording.holds(call),
    delay: (signal) => sleep(pieceMs, undefined, signal ? { signal } : {}),
  };
}

function scriptedCall(
  outline: Outline,
  row: OutlineRow | undefined,
  message: (position: number) => Message[],
): ScriptedCall | null {
  if (!row) return null;
  const entries = conversationAt(outline, row.seq, 'before') ?? [];
  const [reply] = [...positionsOf(row.said?.append ?? [])].flatMap(message);
  if (!reply) return null;
  return { conversation: entries.flatMap(({ position }) => message(position)), reply };
}

function wordsOf(edits: readonly ForkEdit[]): string {
  const [edit] = edits;
  if (!edit) return 'the parent has no reply to this.';
  const quote = (text: string) => `“${text.length > 200 ? `${text.slice(0, 199)}…` : text}”`;
  switch (edit.type) {
    case 'replace-last-user':
      return `the last user message is now ${quote(edit.text)}.`;
    case 'append-user':
      return `a user message was added, ${quote(edit.text)}.`;
    case 'system':
      return `the system prompt is now ${quote(edit.text)}.`;
    case 'message':
      return `message ${edit.index + 1} is now ${quote(textOf(edit.message) || messageLine(edit.message))}.`;
    case 'remove-message':
      return `message ${edit.index + 1} was removed.`;
    case 'insert-messages':
      return `${edit.messages.length === 1 ? 'a message was' : `${edit.messages.length} messages were`} added as ${edit.index + 1}.`;
    case 'parameters':
      return 'the parameters are other ones now.';
    case 'tools':
      return `the tools are now ${quote((edit.tools ?? []).map(({ name }) => name).join(', '))}.`;
    case 'model':
      return `the model is now ${quote(edit.model)}.`;
  }
}
