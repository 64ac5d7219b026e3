import type { Side } from '@/lib/replay/conversation-at';
import { lastUserTurn } from '@/lib/replay/fork/apply-edits';
import { editTarget, withEdit } from '@/lib/replay/fork/fork-edits';
import type { SetupField } from '@/lib/replay/fork-at';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { type Message, textOf } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import type { ToolPolicy } from '@/lib/trace/tool-policy';
import type { SendLeave } from './findings';
import { type ToolLine, toolsEdit } from './tool-lines';

/** The three ways to ask; mixing the last two up is the commonest mistake, so each is said by itself. */
export type AskMode = 'continue' | 'replace' | 'append';

/** All that somebody typed at one event. What is typed for one way of asking stays when another is chosen. */
export interface Draft {
  mode: AskMode;
  /** null: not touched yet. */
  replace: string | null;
  append: string;
  /** Edits of system prompt, model and parameters: the same on both sides of the event. */
  setup: readonly ForkEdit[];
  /** null: as recorded. */
  tools: readonly ToolLine[] | null;
  /** Edits of single messages: their places differ between the two sides. */
  messages: Readonly<Record<Side, readonly ForkEdit[]>>;
  /** What the trace does not know and somebody said that there was none of. */
  none: readonly SetupField[];
  /** Who answers tools; null: as in the parent. */
  policy: ToolPolicy | null;
  /** null: nobody has chosen. */
  control: boolean | null;
  /** Of each way to run it. */
  repeats: number;
  /** What looks like secrets and may be sent; null: nothing. */
  sendAnyway: SendLeave | null;
}

export const emptyDraft: Draft = {
  mode: 'continue',
  replace: null,
  append: '',
  setup: [],
  tools: null,
  messages: { before: [], after: [] },
  none: [],
  policy: null,
  control: null,
  repeats: 1,
  sendAnyway: null,
};

/** What is there before any edit. */
export interface Original {
  messages: readonly Message[];
  setup: Setup;
}

/** The edits that a draft means. None collides with another: what the newer choice covers rests. */
export function editsOf(draft: Draft, side: Side, original: Original): ForkEdit[] {
  const turn = lastUserTurn(original.messages);
  const asked = askedText(original);
  const replaced = draft.mode === 'replace' && draft.replace !== null && draft.replace !== asked;
  const system = draft.setup.some(({ type }) => type === 'system') ? systemMessage(original) : null;
  const messages = draft.messages[side].filter((edit) => {
    if (edit.type !== 'message' && edit.type !== 'remove-message') return true;
    const inTurn = replaced && turn && edit.index >= turn.start && edit.index < turn.end;
    return !inTurn && edit.index !== system;
  });
  const ask: ForkEdit[] = [];
  if (replaced) ask.push({ type: 'replace-last-user', text: draft.replace ?? '' });
  if (draft.mode === 'append' && draft.append.trim() !== '')
    ask.push({ type: 'append-user', text: draft.append });
  return [...ask, ...draft.setup, ...toolsEdit(draft.tools, original.setup.tools), ...messages];
}

/** Puts an edit of the setup or of messages in; what is as recorded again is no edit. */
export function changeDraft(draft: Draft, side: Side, original: Original, edit: ForkEdit): Draft {
  switch (edit.type) {
    case 'message':
    case 'remove-message':
    case 'insert-messages': {
      const recorded = 'message' in edit && JSON.stringify(original.messages[edit.index]);
      if (edit.type === 'message' && JSON.stringify(edit.message) === recorded)
        return resetEdit(draft, side, edit);
      const messages = withEdit(draft.messages[side], edit);
      return { ...draft, messages: { ...draft.messages, [side]: messages } };
    }
    case 'parameters':
      if (JSON.stringify(edit.parameters) === JSON.stringify(original.setup.parameters))
        return resetEdit(draft, side, edit);
      return { ...draft, setup: withEdit(draft.setup, edit) };
    default:
      return { ...draft, setup: withEdit(draft.setup, edit) };
  }
}

/** Takes one edit back; what was typed for it is gone. */
export function resetEdit(draft: Draft, side: Side, edit: ForkEdit): Draft {
  const target = editTarget(edit);
  const others = (edits: readonly ForkEdit[]) => edits.filter((one) => editTarget(one) !== target);
  switch (edit.type) {
    case 'replace-last-user':
      return { ...draft, mode: 'continue', replace: null };
    case 'append-user':
      return { ...draft, mode: 'continue', append: '' };
    case 'tools':
      return { ...draft, tools: null };
    case 'message':
    case 'remove-message':
    case 'insert-messages':
      return {
        ...draft,
        messages: { ...draft.messages, [side]: others(draft.messages[side]) },
      };
    default:
      return { ...draft, setup: others(draft.setup) };
  }
}

/** Text of the last user message; empty where nobody asked anything. */
export function askedText({ messages }: Original): string {
  const turn = lastUserTurn(messages);
  const last = turn && messages[turn.end - 1];
  return last ? textOf(last) : '';
}

/** Index of the message that carries the system prompt; null where the setup does. */
export function systemMessage({ messages, setup }: Original): number | null {
  if ((setup.system?.length ?? 0) > 0) return null;
  const index = messages.findIndex(({ role }) => role === 'system');
  return index < 0 ? null : index;
}

/** The recorded system prompt as text; null where the trace does not have it. */
export function systemText(original: Original): string | null {
  const at = systemMessage(original);
  const carried = at === null ? undefined : original.messages[at];
  if (carried) return textOf(carried);
  const parts = original.setup.system;
  return parts && textOf({ role: 'system', parts });
}
