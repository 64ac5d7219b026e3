import type { LanguageModelV3Message, LanguageModelV3ToolResultPart } from '@ai-sdk/provider';
import { isObject, type JsonObject } from '@/lib/trace/json';
import {
  type Message,
  type Part,
  type ToolCallPart,
  type ToolResultPart,
  textOf,
} from '@/lib/trace/message';
import { CallIds } from './call-ids';
import type { CarryRules } from './carry-rules';
import { type MediaBytes, mediaContent } from './media-content';
import { signedOptions } from './signature';
import type { Target } from './target';
import type { ToolNames } from './tool-names';

type Content<R extends LanguageModelV3Message['role']> = Extract<
  LanguageModelV3Message,
  { role: R }
>['content'];

interface Listener {
  target: Target;
  rules: CarryRules;
  names: ToolNames;
  bytes: MediaBytes;
  /** Gets a sentence for everything that is said otherwise than it stands. */
  adapt(sentence: string): void;
}

/** Says one message after the other the way an API takes them; their order is not its concern. */
export class Speaker {
  readonly #ids: CallIds;

  constructor(
    messages: readonly Message[],
    private readonly to: Listener,
  ) {
    this.#ids = new CallIds(messages, to.rules.callId);
    if (this.#ids.respelled > 0) {
      to.adapt('Ids of calls that this API does not take were replaced, with their results.');
    }
    if (to.target !== 'scripted' && messages.some(({ name }) => name !== undefined)) {
      to.adapt('Names of speakers were left out.');
    }
  }

  system(parts: readonly Part[]): string {
    if (parts.some(({ type }) => type !== 'text')) {
      this.to.adapt('Parts of the system prompt that are no text were left out.');
    }
    return textOf({ role: 'system', parts: [...parts] });
  }

  say(message: Message, at: number): LanguageModelV3Message[] {
    if (message.role === 'system') {
      return [{ role: 'system', content: this.system(message.parts) }];
    }
    if (message.role === 'assistant') {
      const content = message.parts.flatMap((part, partAt) => this.#own(part, at, partAt));
      return [{ role: 'assistant', content }];
    }
    const results: LanguageModelV3ToolResultPart[] = [];
    const rest: Content<'user'> = [];
    message.parts.forEach((part, partAt) => {
      if (part.type !== 'tool-result') {
        rest.push(...this.#userPart(part));
        return;
      }
      const asked = this.#ids.answered(at, partAt);
      if (asked) results.push(this.#result(part, asked));
      else {
        this.to.adapt('Results that no call asked for were sent as plain text.');
        rest.push({ type: 'text', text: `Result of ${part.tool ?? 'a tool'}: ${plain(part)}` });
      }
    });
    if (message.role === 'tool' && rest.length > 0) {
      this.to.adapt('What tools said besides their results was sent as a user message.');
    }
    if (results.length === 0 && rest.length === 0) rest.push({ type: 'text', text: '' });
    return [
      ...(results.length > 0 ? [{ role: 'tool' as const, content: results }] : []),
      ...(rest.length > 0 ? [{ role: 'user' as const, content: rest }] : []),
    ];
  }

  /** A part of a reply. */
  #own(part: Part, at: number, partAt: number): Content<'assistant'> {
    if (part.type === 'text') return [{ type: 'text', text: part.text }];
    if (part.type === 'tool-call') {
      const providerOptions = signedOptions(part, this.to.target);
      if (part.signature !== undefined && !providerOptions) {
        this.to.adapt('Signatures of calls that another API wrote were left out.');
      }
      return [
        {
          type: 'tool-call',
          toolCallId: this.#ids.of(at, partAt),
          toolName: this.to.names.spelled(part.tool),
          input: this.#input(part),
          ...(providerOptions ? { providerOptions } : {}),
        },
      ];
    }
    if (part.type === 'reasoning') {
      const providerOptions = signedOptions(part, this.to.target);
      if (providerOptions) return [{ type: 'reasoning', text: part.text, providerOptions }];
      this.to.adapt('Reasoning of earlier replies that this API did not sign was left out.');
      return [];
    }
    this.to.adapt('Parts of earlier replies that no chat API takes back were left out.');
    return [];
  }

  #input({ input }: ToolCallPart): JsonObject | ToolCallPart['input'] {
    if (isObject(input) || this.to.target === 'scripted') return input;
    // The packages of the providers would send no arguments at all.
    this.to.adapt('Arguments that are no JSON object were sent as the field “arguments” of one.');
    return { arguments: input };
  }

  #userPart(part: Part): Content<'user'> {
    if (part.type === 'text') return [{ type: 'text', text: part.text }];
    if (part.type === 'media') {
      const content = mediaContent(part, this.to.bytes, this.to.rules);
      if (content?.type === 'text') {
        this.to.adapt(`A ${part.mediaType} was sent as plain text.`);
      }
      if (content) return [content];
      this.to.adapt(`A ${part.mediaType} that cannot be sent was replaced by its description.`);
      return [{ type: 'text', text: `[${part.mediaType} ${part.name ?? ''}]`.replace(' ]', ']') }];
    }
    this.to.adapt('Parts that no chat API takes were left out.');
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
      toolName: this.to.names.spelled(asked.tool),
      output:
        typeof output === 'string'
          ? { type: error ? 'error-text' : 'text', value: output }
          : { type: error ? 'error-json' : 'json', value: output },
    };
  }
}

const plain = ({ output }: ToolResultPart): string =>
  typeof output === 'string' ? output : JSON.stringify(output);
