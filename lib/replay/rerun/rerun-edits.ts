import type { ForkEdit } from '@/lib/trace/fork-edit';
import { type Message, textOf } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import { rerunPrompt } from '../bernstein/rerun';
import { lastUserTurn } from '../fork/apply-edits';

/** The prompt that is asked again; null where nobody asked anything. */
export function firstPrompt(messages: readonly Message[]): string | null {
  const turn = lastUserTurn(messages);
  const asked = turn && messages[turn.end - 1];
  return asked ? textOf(asked) : null;
}

/**
 * What a re-run changes of the conversation that the task began with: the prompt, which the hint is appended to as
 * Bernstein does, and the model where it is another one. Nothing else. An empty hint changes no prompt.
 */
export function rerunEdits(
  original: { messages: readonly Message[]; setup: Setup },
  { hint, model }: { hint: string; model: string | null },
): ForkEdit[] {
  const edits: ForkEdit[] = [];
  const turn = lastUserTurn(original.messages);
  const asked = turn && original.messages[turn.end - 1];
  if (turn && asked && hint !== '') {
    const text = rerunPrompt(textOf(asked), hint);
    const media = asked.parts.filter(({ type }) => type === 'media');
    edits.push(
      turn.end - turn.start === 1
        ? { type: 'replace-last-user', text }
        : {
            // What was said right before it stays: only the last message of the turn is the prompt.
            type: 'message',
            index: turn.end - 1,
            message: { ...asked, parts: [{ type: 'text', text }, ...media] },
          },
    );
  }
  if (model !== null && model !== original.setup.model) edits.push({ type: 'model', model });
  return edits;
}
