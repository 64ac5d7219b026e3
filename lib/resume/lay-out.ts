import type { LanguageModelV3Message, LanguageModelV3ToolResultPart } from '@ai-sdk/provider';
import type { CarryRules } from './carry-rules';

type Prompt = LanguageModelV3Message[];
type Adapt = (sentence: string) => void;
type Assistant = Extract<LanguageModelV3Message, { role: 'assistant' }>;

/** Brings what was said into the order and the turns that an API takes. */
export function layOut(said: Prompt, rules: CarryRules, adapt: Adapt): Prompt {
  let prompt = rules.systemAnywhere ? said : systemFirst(said, adapt);
  if (rules.strictTurns) prompt = withoutEmpty(prompt, adapt);
  prompt = settleResults(joinReplies(prompt, adapt), adapt);
  if (rules.mergeTurns) prompt = mergeTurns(prompt, adapt);
  return rules.strictTurns ? fromUserToUser(prompt, adapt) : prompt;
}

/** System messages behind the first turn become text of the user. */
function systemFirst(said: Prompt, adapt: Adapt): Prompt {
  const first = said.findIndex(({ role }) => role !== 'system');
  return said.map((message, at) => {
    if (message.role !== 'system' || first < 0 || at < first) return message;
    adapt('System messages inside the conversation were sent as text of the user.');
    return { role: 'user', content: [{ type: 'text', text: `[system] ${message.content}` }] };
  });
}

function withoutEmpty(prompt: Prompt, adapt: Adapt): Prompt {
  return prompt.flatMap((message): Prompt => {
    const kept = withWords(message);
    if (kept !== message) adapt('Empty texts, which this API refuses, were left out.');
    return kept ? [kept] : [];
  });
}

/** The message without its empty texts, itself where it has none; null where nothing is left. */
function withWords(message: LanguageModelV3Message): LanguageModelV3Message | null {
  if (message.role === 'tool') return message;
  if (message.role === 'system') return /\S/.test(message.content) ? message : null;
  const blank = (part: { type: string; text?: unknown }) =>
    part.type === 'text' && typeof part.text === 'string' && !/\S/.test(part.text);
  if (message.content.length > 0 && !message.content.some(blank)) return message;
  const full =
    message.role === 'user'
      ? { ...message, content: message.content.filter((part) => !blank(part)) }
      : { ...message, content: message.content.filter((part) => !blank(part)) };
  return full.content.length > 0 ? full : null;
}

const asks = ({ content }: Assistant) => content.some(({ type }) => type === 'tool-call');

/** Nothing may stand between a call and its result: replies in a row of which an earlier one calls are one. */
function joinReplies(prompt: Prompt, adapt: Adapt): Prompt {
  const joined: Prompt = [];
  for (const message of prompt) {
    const last = joined.at(-1);
    if (message.role === 'assistant' && last?.role === 'assistant' && asks(last)) {
      adapt('Replies in a row were sent as one.');
      joined[joined.length - 1] = { ...last, content: [...last.content, ...message.content] };
    } else joined.push(message);
  }
  return joined;
}

/** Every call is followed by its result at once, those of one reply in one message. */
function settleResults(prompt: Prompt, adapt: Adapt): Prompt {
  const results = new Map<string, LanguageModelV3ToolResultPart>();
  for (const message of prompt) {
    if (message.role !== 'tool') continue;
    for (const part of message.content)
      if (part.type === 'tool-result') results.set(part.toolCallId, part);
  }
  const settled = prompt.flatMap((message): Prompt => {
    if (message.role === 'tool') return [];
    if (message.role !== 'assistant' || !asks(message)) return [message];
    const content = message.content.flatMap((part): LanguageModelV3ToolResultPart[] => {
      if (part.type !== 'tool-call') return [];
      const { toolCallId, toolName } = part;
      const found = results.get(toolCallId);
      if (found) return [found];
      adapt('Calls that nobody answered were sent with a note instead of a result.');
      const output = { type: 'error-text' as const, value: 'No result was recorded.' };
      return [{ type: 'tool-result', toolCallId, toolName, output }];
    });
    return [message, { role: 'tool', content }];
  });
  if (orderOf(prompt) !== orderOf(settled, results)) {
    adapt('Results were moved right behind their calls.');
  }
  return settled;
}

/** Which results stand behind how many other messages; of `known` ones only. */
function orderOf(prompt: Prompt, known?: ReadonlyMap<string, unknown>): string {
  let others = 0;
  const places: string[] = [];
  for (const message of prompt) {
    if (message.role !== 'tool') others += 1;
    else
      for (const part of message.content)
        if (part.type === 'tool-result' && (known?.has(part.toolCallId) ?? true))
          places.push(`${others}:${part.toolCallId}`);
  }
  // Within one set their order says nothing.
  return JSON.stringify(places.sort());
}

function mergeTurns(prompt: Prompt, adapt: Adapt): Prompt {
  const merged: Prompt = [];
  for (const message of prompt) {
    const last = merged.at(-1);
    const at = merged.length - 1;
    if (message.role === 'user' && last?.role === 'user') {
      adapt('Messages of one role in a row were sent as one.');
      merged[at] = { ...last, content: [...last.content, ...message.content] };
    } else if (message.role === 'assistant' && last?.role === 'assistant') {
      adapt('Messages of one role in a row were sent as one.');
      merged[at] = { ...last, content: [...last.content, ...message.content] };
    } else merged.push(message);
  }
  return merged;
}

function fromUserToUser(prompt: Prompt, adapt: Adapt): Prompt {
  const first = prompt.findIndex(({ role }) => role !== 'system');
  const starts = first < 0 ? prompt.length : first;
  const whole = [...prompt];
  if (prompt[starts]?.role !== 'user') {
    adapt('The conversation does not begin with the user, as this API wants: “(begin)” was added.');
    whole.splice(starts, 0, { role: 'user', content: [{ type: 'text', text: '(begin)' }] });
  }
  if (whole.at(-1)?.role === 'assistant') {
    adapt('The conversation ends with a reply, which this API refuses: “(go on)” was added.');
    whole.push({ role: 'user', content: [{ type: 'text', text: '(go on)' }] });
  }
  return whole;
}
