import type {
  LanguageModelV3FinishReason,
  LanguageModelV3StreamPart,
  SharedV3ProviderMetadata,
  SharedV3Warning,
} from '@ai-sdk/provider';
import type { Usage } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import type { Message, Part, ToolCallPart } from '@/lib/trace/message';
import { parseJson } from '@/lib/trace/parse-json';
import { readSignature } from './signature';
import type { Target } from './target';
import type { ToolNames } from './tool-names';
import { usageOf } from './usage-of';

interface Signed {
  signature?: string;
  redacted?: boolean;
}
type Said = { type: 'text' | 'reasoning'; text: string } & Signed;
type Called = { type: 'call'; callId: string; tool: string; input: string } & Signed;

export interface Delta {
  text: string;
  reasoning: string;
}

/** Puts a reply together from what streams in; may be asked for what there is at any moment. */
export class ReplyCollector {
  readonly #blocks: (Said | Called)[] = [];
  readonly #byId = new Map<string, Said | Called>();
  readonly #warnings = new Set<string>();
  #end: LanguageModelV3FinishReason | null = null;
  model: string | null = null;
  usage: Usage | null = null;

  constructor(
    private readonly names: ToolNames,
    private readonly target: Target,
  ) {}

  /** null until the reply came to its regular end. */
  get end(): LanguageModelV3FinishReason | null {
    return this.#end;
  }

  /** As the provider calls it. */
  get finishReason(): string | null {
    return this.#end && (this.#end.raw ?? this.#end.unified);
  }

  /** Something of a reply has come. */
  get started(): boolean {
    return this.#blocks.length > 0;
  }

  /** What the package of the provider sent otherwise than it was told to, in sentences. */
  get warnings(): string[] {
    return [...this.#warnings];
  }

  /** Returns the text that the part brought; null for none. */
  add(part: LanguageModelV3StreamPart): Delta | null {
    switch (part.type) {
      case 'stream-start':
        for (const warning of part.warnings) this.#warnings.add(warningWords(warning));
        return null;
      case 'text-start':
        this.#open(part.id, { type: 'text', text: '' });
        return null;
      case 'reasoning-start':
        this.#sign(this.#open(part.id, { type: 'reasoning', text: '' }), part.providerMetadata);
        return null;
      case 'text-delta':
        this.#grow(part.id, 'text', part.delta);
        return part.delta === '' ? null : { text: part.delta, reasoning: '' };
      case 'reasoning-delta':
        this.#sign(this.#grow(part.id, 'reasoning', part.delta), part.providerMetadata);
        return part.delta === '' ? null : { text: '', reasoning: part.delta };
      case 'reasoning-end':
        this.#sign(this.#byId.get(part.id), part.providerMetadata);
        return null;
      case 'tool-input-start':
        this.#call(part.id, part.toolName);
        return null;
      case 'tool-input-delta': {
        const block = this.#byId.get(part.id);
        if (block?.type === 'call') block.input += part.delta;
        return null;
      }
      case 'tool-call': {
        // What a provider runs itself has no answer of ours to wait for.
        if (part.providerExecuted) return null;
        const block = this.#call(part.toolCallId, part.toolName);
        block.input = part.input;
        this.#sign(block, part.providerMetadata);
        return null;
      }
      case 'response-metadata':
        this.model = part.modelId ?? this.model;
        return null;
      case 'finish': {
        this.usage = usageOf(part.usage);
        const { unified, raw } = part.finishReason;
        // Some packages finish a stream that broke off: without any reason of the provider.
        const broke = raw === undefined && (unified === 'other' || unified === 'error');
        this.#end = broke ? null : part.finishReason;
        return null;
      }
      default:
        return null;
    }
  }

  /** null where nothing came. */
  message(): Message | null {
    const parts = this.#blocks.flatMap((block): Part[] => {
      if (block.type === 'call') return [this.#callPart(block)];
      const { type, text, signature, redacted } = block;
      if (type === 'text') return text === '' ? [] : [{ type, text }];
      if (text === '' && signature === undefined) return [];
      return [
        {
          ...{ type, text },
          ...(signature === undefined ? {} : { signature }),
          ...(redacted === true ? { redacted } : {}),
        },
      ];
    });
    return parts.length === 0 ? null : { role: 'assistant', parts };
  }

  #callPart({ callId, tool, input, signature }: Called): ToolCallPart {
    const parsed = parseArguments(input);
    return {
      type: 'tool-call',
      callId,
      tool: this.names.meant(tool),
      input: parsed.ok ? parsed.value : input,
      ...(parsed.ok ? {} : { malformed: true }),
      ...(signature === undefined ? {} : { signature }),
    };
  }

  #open<B extends Said | Called>(id: string, block: B): B {
    this.#blocks.push(block);
    this.#byId.set(id, block);
    return block;
  }

  #call(id: string, tool: string): Called {
    const known = this.#byId.get(id);
    return known?.type === 'call'
      ? known
      : this.#open(id, { type: 'call', callId: id, tool, input: '' });
  }

  #grow(id: string, type: 'text' | 'reasoning', delta: string): Said {
    const known = this.#byId.get(id);
    const block: Said =
      known && known.type !== 'call' && known.type === type
        ? known
        : this.#open(id, { type, text: '' });
    block.text += delta;
    return block;
  }

  #sign(block: Said | Called | undefined, metadata: SharedV3ProviderMetadata | undefined): void {
    const signed = readSignature(metadata, this.target);
    if (block && signed) Object.assign(block, signed);
  }
}

function warningWords(warning: SharedV3Warning): string {
  if (warning.type === 'other') return warning.message;
  const details = warning.details === undefined ? '' : `: ${warning.details}`;
  return `${warning.feature} was left out or changed${details}.`.replace('..', '.');
}

/** Tools without arguments are often called with an empty text. */
function parseArguments(text: string): { ok: true; value: Json } | { ok: false } {
  if (text.trim() === '') return { ok: true, value: {} };
  const parsed = parseJson(text);
  return parsed.ok && parsed.repaired === null ? { ok: true, value: parsed.value } : { ok: false };
}
