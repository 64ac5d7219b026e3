import type { LanguageModelV3CallOptions, LanguageModelV3Prompt } from '@ai-sdk/provider';
import type { Message } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import { callSettings } from './call-settings';
import type { MediaBytes } from './media-content';
import type { Target } from './target';
import { toModelPrompt } from './to-model-prompt';
import type { ToolNames } from './tool-names';

export interface ModelCall {
  /** For `doStream`; without a signal. */
  call: LanguageModelV3CallOptions;
  names: ToolNames;
  /** What is said otherwise than it was recorded, in sentences. */
  adapted: string[];
}

/** The one way in which a conversation becomes a model call: of a run, and of the request shown before it. */
export function modelCall(
  conversation: readonly Message[],
  setup: Setup,
  carry: { target: Target; bytes?: MediaBytes },
): ModelCall {
  const { prompt, tools, names, adapted } = toModelPrompt(conversation, setup, carry);
  const { settings, adapted: left } = callSettings(setup.parameters, carry.target, {
    names,
    thinks: !goesOnWithoutThinking(prompt),
  });
  const { toolChoice, ...others } = settings;
  return {
    call: {
      ...others,
      prompt,
      ...(tools.length > 0 ? { tools, ...(toolChoice ? { toolChoice } : {}) } : {}),
    },
    names,
    adapted: [...adapted, ...left],
  };
}

/** The last turn is results, and the reply that asked for them begins with no thinking. */
function goesOnWithoutThinking(prompt: LanguageModelV3Prompt): boolean {
  const asked = prompt.findLast(({ role }) => role === 'assistant');
  return (
    prompt.at(-1)?.role === 'tool' &&
    asked?.role === 'assistant' &&
    asked.content[0]?.type !== 'reasoning'
  );
}
