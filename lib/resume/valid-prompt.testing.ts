import type {
  LanguageModelV3FunctionTool,
  LanguageModelV3Message,
  LanguageModelV3Prompt,
} from '@ai-sdk/provider';
import { isObject } from '@/lib/trace/json';
import type { Target } from './target';

const namePatterns: Record<Target, RegExp> = {
  'openai-compatible': /^[a-zA-Z0-9_-]{1,64}$/,
  'openai-chat': /^[a-zA-Z0-9_-]{1,64}$/,
  'openai-responses': /^[a-zA-Z0-9_-]{1,64}$/,
  anthropic: /^[a-zA-Z0-9_-]{1,64}$/,
  google: /^[a-zA-Z_][a-zA-Z0-9_.-]{0,63}$/,
  scripted: /^/,
};

/** What an API would refuse of a prompt, in sentences; written apart from the code that makes prompts. */
export function refusals(
  prompt: LanguageModelV3Prompt,
  tools: readonly LanguageModelV3FunctionTool[],
  target: Target,
): string[] {
  const found: string[] = [];
  const ids = new Set<string>();
  const strict = target === 'anthropic' || target === 'google';
  for (const [at, message] of prompt.entries()) {
    const calls = callsOf(message);
    for (const { toolCallId, toolName, input } of calls) {
      if (ids.has(toolCallId)) found.push(`id ${toolCallId} twice`);
      ids.add(toolCallId);
      if (toolCallId === '') found.push('empty id');
      if (target === 'anthropic' && !/^[a-zA-Z0-9_-]+$/.test(toolCallId)) found.push('id shape');
      if (/^openai-(chat|compat)/.test(target) && toolCallId.length > 40) found.push('id length');
      if (toolCallId.length > 64 && target !== 'scripted') found.push('id length');
      if (!namePatterns[target].test(toolName)) found.push(`name ${toolName}`);
      if (target !== 'scripted' && !isObject(input)) found.push('input is no object');
    }
    const next = prompt[at + 1];
    const answers = next?.role === 'tool' ? next.content : [];
    const answered = answers.map((one) => (one.type === 'tool-result' ? one.toolCallId : ''));
    const asked = calls.map(({ toolCallId }) => toolCallId);
    if (asked.join() !== answered.join() && (asked.length > 0 || next?.role === 'tool'))
      found.push(`results of ${at} do not pair`);
    if (message.role === 'tool' && prompt[at - 1]?.role !== 'assistant') found.push('stray result');
    if (strict) found.push(...strictRefusals(prompt, message, at, target));
  }
  if (strict && prompt.at(-1)?.role === 'assistant') found.push('ends with a reply');
  const names = tools.map(({ name }) => name);
  if (new Set(names).size < names.length) found.push('tool twice');
  if (target !== 'scripted') {
    for (const { name, inputSchema } of tools) {
      if (!namePatterns[target].test(name)) found.push(`tool ${name}`);
      if (inputSchema.type !== 'object') found.push('schema is no object');
    }
  }
  return found;
}

const callsOf = (message: LanguageModelV3Message) =>
  message.role === 'assistant' ? message.content.filter((part) => part.type === 'tool-call') : [];

function strictRefusals(
  prompt: LanguageModelV3Prompt,
  message: LanguageModelV3Message,
  at: number,
  target: Target,
): string[] {
  const found: string[] = [];
  const { role, content } = message;
  const before = prompt[at - 1]?.role;
  if (role === 'system' && before !== undefined && before !== 'system') found.push('late system');
  if ((before === undefined || before === 'system') && role !== 'system' && role !== 'user')
    found.push('begins with a reply');
  if (target === 'google' && role === before && role !== 'system') found.push(`${role} twice`);
  if (content.length === 0) found.push('empty message');
  if (typeof content !== 'string' && content.some((p) => p.type === 'text' && !p.text.trim()))
    found.push('empty text');
  if (typeof content === 'string' && !content.trim()) found.push('empty system');
  return found;
}
