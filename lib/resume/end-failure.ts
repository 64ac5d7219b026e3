import type { LanguageModelV3FinishReason } from '@ai-sdk/provider';
import type { ModelFailure } from './model-failure';

const plain = { status: null, retryAfterSeconds: null };

/**
 * A reply that came whole and yet is none to go on from: the model refused, a filter stepped in, or it wrote
 * a call that its own API cannot read. null for all other ends; the token limit is one of them.
 */
export function endFailure(
  reason: LanguageModelV3FinishReason | null,
  where: string,
): ModelFailure | null {
  const raw = reason?.raw ?? null;
  if (reason?.unified === 'error') {
    return {
      ...plain,
      code: 'upstream',
      message: `${where} ended the reply with ${raw ?? 'an error'}.`,
      todo: 'Resume again: the call is then made anew.',
    };
  }
  if (reason?.unified !== 'content-filter') return null;
  const todo =
    'Fork before this reply and word the prompt otherwise, or choose another model; going on keeps it.';
  // OpenAI marks a refusal inside the reply and ends as always, Anthropic has a reason of its own.
  if (raw === null || raw === 'refusal' || raw === 'stop') {
    return { ...plain, code: 'refused', message: 'The model refused to answer.', todo };
  }
  const message = `The content filter of ${where} ended the reply (${raw}).`;
  return { ...plain, code: 'filtered', message, todo };
}
