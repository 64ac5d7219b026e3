import type { LanguageModelV3FunctionTool, LanguageModelV3Prompt } from '@ai-sdk/provider';
import type { Message } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import { carryRules } from './carry-rules';
import { functionTools } from './function-tools';
import { layOut } from './lay-out';
import type { MediaBytes } from './media-content';
import { Speaker } from './say-message';
import type { Target } from './target';
import { ToolNames } from './tool-names';

export interface ModelPrompt {
  prompt: LanguageModelV3Prompt;
  tools: LanguageModelV3FunctionTool[];
  names: ToolNames;
  /** What could not be said to the model as it was recorded, in sentences; empty: it is sent as it is. */
  adapted: string[];
}

/**
 * A conversation as one API takes it: tool names, call ids, turns, pictures and schemas in its shape, each
 * change told in a sentence. Depends on what it is given alone; a conversation that grows keeps its ids.
 * Reasoning and signatures go back to who wrote them, and to nobody else.
 */
export function toModelPrompt(
  messages: readonly Message[],
  setup: Pick<Setup, 'system' | 'tools'>,
  { target, bytes = () => undefined }: { target: Target; bytes?: MediaBytes },
): ModelPrompt {
  const rules = carryRules[target];
  const adapted = new Set<string>();
  const adapt = (sentence: string) => void adapted.add(sentence);
  const names = new ToolNames(
    [
      ...(setup.tools ?? []).map(({ name }) => name),
      ...messages.flatMap(({ parts }) =>
        parts.flatMap((part) => (part.type === 'tool-call' ? [part.tool] : [])),
      ),
    ],
    rules.toolName,
  );
  if (names.changed.length > 0) {
    adapt(`Tool names were respelled: ${names.changed.join(', ')}.`);
  }
  const speaker = new Speaker(messages, { target, rules, names, bytes, adapt });
  const said: LanguageModelV3Prompt = [];
  if (setup.system && setup.system.length > 0) {
    said.push({ role: 'system', content: speaker.system(setup.system) });
  }
  messages.forEach((message, at) => {
    said.push(...speaker.say(message, at));
  });
  const prompt = layOut(said, rules, adapt);
  const tools = functionTools(setup.tools ?? [], names, target, adapt);
  return { prompt, tools, names, adapted: [...adapted] };
}
