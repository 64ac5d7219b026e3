import { AppError } from '@/lib/errors';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { type Message, textMessage, toolResultsOf } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import { editTarget } from './fork-edits';

export interface EditedMessage {
  message: Message;
  /** Its index before the edits; null for a message that they add. */
  from: number | null;
  changed: boolean;
  /** Which of the messages of which `insert-messages` edit it is. */
  inserted?: { index: number; nth: number };
}

export interface Edited {
  messages: EditedMessage[];
  setup: Setup;
}

/**
 * A conversation and its setup with edits applied. Every index counts the messages before any edit, so the
 * order of the edits says nothing.
 *
 * `replace-last-user` replaces the last user turn, that is the last run of consecutive user messages, by
 * one message, wherever that turn stands; what follows it (calls, results) stays, images in its last
 * message too. At the end of a conversation this is the seed's rule: trailing user messages are dropped
 * and the new one is asked. `append-user` drops nothing and comes last, after what is inserted at the end.
 * `system` changes the recorded system prompt: the setup's, or the first system message where the
 * conversation carries it.
 *
 * Throws AppError `bad_request` for an index that is not there and for two edits of one thing.
 */
export function applyEdits(
  conversation: readonly Message[],
  setup: Setup,
  edits: readonly ForkEdit[],
): Edited {
  const turn = lastUserTurn(conversation);
  const system = conversation.findIndex(({ role }) => role === 'system');
  const inSetup = (setup.system?.length ?? 0) > 0 || system < 0;
  /** What stands in the place of a message; null: nothing. */
  const places = new Map<number, Message | null>();
  const put = (index: number, message: Message | null): void => {
    if (index >= conversation.length) throw noMessage(index, conversation.length);
    if (places.has(index)) throw collision(`message ${index}`);
    places.set(index, message);
  };
  const appended: Message[] = [];
  const inserted = new Map<number, readonly Message[]>();
  const changed: Setup = { ...setup };
  const targets = new Set<string>();

  for (const edit of edits) {
    const target = editTarget(edit);
    if (targets.has(target)) throw collision(target);
    targets.add(target);
    switch (edit.type) {
      case 'message':
        put(edit.index, edit.message);
        break;
      case 'remove-message':
        put(edit.index, null);
        break;
      case 'replace-last-user':
        if (!turn) appended.unshift(textMessage('user', edit.text));
        else {
          for (let at = turn.start; at < turn.end - 1; at += 1) put(at, null);
          put(turn.end - 1, withText(conversation[turn.end - 1], edit.text));
        }
        break;
      case 'insert-messages':
        if (edit.index > conversation.length) throw noMessage(edit.index, conversation.length);
        inserted.set(edit.index, edit.messages);
        break;
      case 'append-user':
        appended.push(textMessage('user', edit.text));
        break;
      case 'system':
        if (inSetup) changed.system = [{ type: 'text', text: edit.text }];
        else put(system, withText(conversation[system], edit.text));
        break;
      case 'tools':
        changed.tools = edit.tools;
        break;
      case 'model':
        changed.model = edit.model;
        break;
      case 'parameters':
        changed.parameters = edit.parameters;
        break;
    }
  }

  const added = (message: Message): EditedMessage => ({ message, from: null, changed: true });
  const before = (index: number): EditedMessage[] =>
    (inserted.get(index) ?? []).map((message, nth) => ({
      ...added(message),
      inserted: { index, nth },
    }));
  const messages = conversation.flatMap((message, from): EditedMessage[] => {
    const put = places.get(from);
    const kept =
      put === null ? [] : [{ message: put ?? message, from, changed: put !== undefined }];
    return [...before(from), ...kept];
  });
  messages.push(...before(conversation.length), ...appended.map(added));
  return { messages, setup: changed };
}

/** `[start, end)` of the last run of consecutive user messages; null where nobody asked anything. */
export function lastUserTurn(
  conversation: readonly Message[],
): { start: number; end: number } | null {
  const last = conversation.findLastIndex(isAsked);
  if (last < 0) return null;
  let start = last;
  while (start > 0 && isAsked(conversation[start - 1])) start -= 1;
  return { start, end: last + 1 };
}

/** Some APIs carry tool results in user messages: nobody asked those. */
const isAsked = (message: Message | undefined): boolean =>
  message?.role === 'user' && toolResultsOf(message).length === 0;

function withText(message: Message | undefined, text: string): Message {
  const media = message?.parts.filter(({ type }) => type === 'media') ?? [];
  const { role, name } = message ?? { role: 'user' as const };
  return {
    ...textMessage(role, text, name),
    parts: [{ type: 'text', text }, ...media],
  };
}

const collision = (target: string): AppError =>
  new AppError('bad_request', `Two edits change the same thing: ${target}.`, {
    hint: 'Keep one of them.',
  });

const noMessage = (index: number, length: number): AppError =>
  new AppError('bad_request', `There is no message ${index} to edit: there are ${length}.`);
