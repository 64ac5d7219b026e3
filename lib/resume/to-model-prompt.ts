import type {
  LanguageModelV3FunctionTool,
  LanguageModelV3Message,
  LanguageModelV3Prompt,
  LanguageModelV3ToolResultPart,
} from '@ai-sdk/provider';
import { pairCalls } from '@/lib/replay/fork/pair-calls';
import { isObject } from '@/lib/trace/json';
import { type Message, type Part, type ToolResultPart, textOf } from '@/lib/trace/message';
import type { Setup, ToolDefinition } from '@/lib/trace/setup';
import { type MediaBytes, mediaContent } from './media-content';
import { ToolNames } from './tool-names';

export interface ModelPrompt {
  prompt: LanguageModelV3Prompt;
  tools: LanguageModelV3FunctionTool[];
  names: ToolNames;
  /** What could not be said to the model as it was recorded, in sentences; empty: it is sent as it is. */
  adapted: string[];
}

/**
 * A conversation as a chat model takes it. Calls without an id, or with one that is used already, get one
 * that depends on their place alone; results follow their calls. Reasoning belongs to the model that wrote
 * it and is left out.
 */
export function toModelPrompt(
  messages: readonly Message[],
  setup: Pick<Setup, 'system' | 'tools'>,
  bytes: MediaBytes = () => undefined,
): ModelPrompt {
  const names = new ToolNames([
    ...(setup.tools ?? []).map(({ name }) => name),
    ...messages.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.type === 'tool-call' ? [part.tool] : [])),
    ),
  ]);
  const speaker = new Speaker(messages, names, bytes);
  const prompt: LanguageModelV3Prompt = [];
  if (setup.system && setup.system.length > 0) {
    prompt.push({ role: 'system', content: speaker.system(setup.system) });
  }
  messages.forEach((message, at) => {
    prompt.push(...speaker.say(message, at));
  });
  if (names.changed.length > 0) {
    speaker.adapt(`Tool names were respelled: ${names.changed.join(', ')}.`);
  }
  const tools = (setup.tools ?? []).map((tool) => functionTool(tool, names));
  return { prompt, tools, names, adapted: speaker.adapted };
}

const functionTool = (
  { name, description, schema }: ToolDefinition,
  names: ToolNames,
): LanguageModelV3FunctionTool => ({
  type: 'function',
  name: names.spelled(name),
  ...(description === undefined ? {} : { description }),
  // A recorded schema goes to the model as it was recorded; nobody here evaluates it.
  inputSchema: (isObject(schema)
    ? schema
    : { type: 'object', properties: {} }) as LanguageModelV3FunctionTool['inputSchema'],
});

type Content<R extends LanguageModelV3Message['role']> = Extract<
  LanguageModelV3Message,
  { role: R }
>['content'];

/** Says one message after the other, and remembers what it had to change. */
class Speaker {
  readonly #adapted = new Set<string>();
  readonly #callIds = new Map<string, string>();
  readonly #results = new Map<string, { id: string; tool: string }>();

  constructor(
    messages: readonly Message[],
    private readonly names: ToolNames,
    private readonly bytes: MediaBytes,
  ) {
    const used = new Set<string>();
    pairCalls(messages).calls.forEach(({ call, message, part, result }, at) => {
      let id = call.callId;
      for (let count = at + 1; !id || used.has(id); count += 1) id = `call_${count}`;
      used.add(id);
      this.#callIds.set(`${message} ${part}`, id);
      if (result) this.#results.set(`${result.message} ${result.part}`, { id, tool: call.tool });
    });
  }

  get adapted(): string[] {
    return [...this.#adapted];
  }

  adapt(sentence: string): void {
    this.#adapted.add(sentence);
  }

  system(parts: readonly Part[]): string {
    if (parts.some(({ type }) => type !== 'text')) {
      this.adapt('Parts of the system prompt that are no text were left out.');
    }
    return textOf({ role: 'system', parts: [...parts] });
  }

  say(message: Message, at: number): LanguageModelV3Message[] {
    if (message.role === 'system') {
      return [{ role: 'system', content: this.system(message.parts) }];
    }
    if (message.role === 'assistant') {
      return [{ role: 'assistant', content: this.#assistant(message, at) }];
    }
    const results: LanguageModelV3ToolResultPart[] = [];
    const rest: Content<'user'> = [];
    message.parts.forEach((part, partAt) => {
      if (part.type !== 'tool-result') {
        rest.push(...this.#userPart(part));
        return;
      }
      const asked = this.#results.get(`${at} ${partAt}`);
      if (asked) results.push(this.#result(part, asked));
      else {
        this.adapt('Results that no call asked for were sent as plain text.');
        rest.push({ type: 'text', text: `Result of ${part.tool ?? 'a tool'}: ${plain(part)}` });
      }
    });
    if (message.role === 'tool' && rest.length > 0) {
      this.adapt('What tools said besides their results was sent as a user message.');
    }
    if (message.role === 'user' && message.parts.length === 0)
      rest.push({ type: 'text', text: '' });
    return [
      ...(results.length > 0 ? [{ role: 'tool' as const, content: results }] : []),
      ...(rest.length > 0 ? [{ role: 'user' as const, content: rest }] : []),
    ];
  }

  #assistant(message: Message, at: number): Content<'assistant'> {
    return message.parts.flatMap((part, partAt): Content<'assistant'> => {
      if (part.type === 'text') return [{ type: 'text', text: part.text }];
      if (part.type === 'tool-call') {
        if (part.malformed) this.adapt('Arguments that were no JSON were sent as a JSON string.');
        const toolCallId = this.#callIds.get(`${at} ${partAt}`) ?? '';
        const toolName = this.names.spelled(part.tool);
        return [{ type: 'tool-call', toolCallId, toolName, input: part.input }];
      }
      this.adapt(
        part.type === 'reasoning'
          ? 'Reasoning of earlier replies was left out.'
          : 'Parts of earlier replies that no chat API takes back were left out.',
      );
      return [];
    });
  }

  #userPart(part: Part): Content<'user'> {
    if (part.type === 'text') return [{ type: 'text', text: part.text }];
    if (part.type === 'media') {
      const content = mediaContent(part, this.bytes);
      if (content) return [content];
      this.adapt(`A ${part.mediaType} that cannot be sent was replaced by its description.`);
      return [{ type: 'text', text: `[${part.mediaType} ${part.name ?? ''}]`.replace(' ]', ']') }];
    }
    this.adapt('Parts that no chat API takes were left out.');
    return [];
  }

  #result(
    part: ToolResultPart,
    asked: { id: string; tool: string },
  ): LanguageModelV3ToolResultPart {
    const { output, isError } = part;
    const error = isError === true;
    return {
      type: 'tool-result',
      toolCallId: asked.id,
      toolName: this.names.spelled(asked.tool),
      output:
        typeof output === 'string'
          ? { type: error ? 'error-text' : 'text', value: output }
          : { type: error ? 'error-json' : 'json', value: output },
    };
  }
}

const plain = ({ output }: ToolResultPart): string =>
  typeof output === 'string' ? output : JSON.stringify(output);
