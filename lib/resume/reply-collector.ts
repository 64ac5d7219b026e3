import type { LanguageModelV3StreamPart, LanguageModelV3Usage } from '@ai-sdk/provider';
import type { Usage } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import type { Message, Part, ToolCallPart } from '@/lib/trace/message';
import { parseJson } from '@/lib/trace/parse-json';
import type { ToolNames } from './tool-names';

type Block =
  | { type: 'text' | 'reasoning'; text: string }
  | { type: 'call'; callId: string; tool: string; input: string };

export interface Delta {
  text: string;
  reasoning: string;
}

/** Puts a reply together from what streams in; may be asked for what there is at any moment. */
export class ReplyCollector {
  readonly #blocks: Block[] = [];
  readonly #byId = new Map<string, Block>();
  model: string | null = null;
  usage: Usage | null = null;
  finishReason: string | null = null;
  /** The stream came to its regular end. */
  finished = false;

  constructor(private readonly names: ToolNames) {}

  /** Returns the text that the part brought; null for none. */
  add(part: LanguageModelV3StreamPart): Delta | null {
    switch (part.type) {
      case 'text-start':
      case 'reasoning-start':
        this.#open(part.id, { type: part.type === 'text-start' ? 'text' : 'reasoning', text: '' });
        return null;
      case 'text-delta':
        this.#grow(part.id, 'text', part.delta);
        return { text: part.delta, reasoning: '' };
      case 'reasoning-delta':
        this.#grow(part.id, 'reasoning', part.delta);
        return { text: '', reasoning: part.delta };
      case 'tool-input-start':
        this.#open(part.id, { type: 'call', callId: part.id, tool: part.toolName, input: '' });
        return null;
      case 'tool-input-delta': {
        const block = this.#byId.get(part.id);
        if (block?.type === 'call') block.input += part.delta;
        return null;
      }
      case 'tool-call': {
        const { toolCallId: callId, toolName: tool, input } = part;
        const known = this.#byId.get(callId);
        if (known?.type === 'call') known.input = input;
        else this.#open(callId, { type: 'call', callId, tool, input });
        return null;
      }
      case 'response-metadata':
        this.model = part.modelId ?? this.model;
        return null;
      case 'finish':
        this.usage = usageOf(part.usage);
        this.finishReason = part.finishReason.raw ?? part.finishReason.unified;
        this.finished = part.finishReason.unified !== 'error';
        return null;
      default:
        return null;
    }
  }

  /** null where nothing came. */
  message(): Message | null {
    const parts = this.#blocks.flatMap((block): Part[] => {
      if (block.type === 'call') return [this.#call(block)];
      return block.text === '' ? [] : [{ type: block.type, text: block.text }];
    });
    return parts.length === 0 ? null : { role: 'assistant', parts };
  }

  #call({ callId, tool, input }: Extract<Block, { type: 'call' }>): ToolCallPart {
    const parsed = parseArguments(input);
    return {
      type: 'tool-call',
      callId,
      tool: this.names.meant(tool),
      input: parsed.ok ? parsed.value : input,
      ...(parsed.ok ? {} : { malformed: true }),
    };
  }

  #open(id: string, block: Block): Block {
    this.#blocks.push(block);
    this.#byId.set(id, block);
    return block;
  }

  #grow(id: string, type: 'text' | 'reasoning', delta: string): void {
    const known = this.#byId.get(id);
    const block = known?.type === type ? known : this.#open(id, { type, text: '' });
    if (block.type !== 'call') block.text += delta;
  }
}

/** Tools without arguments are often called with an empty text. */
function parseArguments(text: string): { ok: true; value: Json } | { ok: false } {
  if (text.trim() === '') return { ok: true, value: {} };
  const parsed = parseJson(text);
  return parsed.ok && parsed.repaired === null ? { ok: true, value: parsed.value } : { ok: false };
}

function usageOf({ inputTokens, outputTokens }: LanguageModelV3Usage): Usage | null {
  const usage: Usage = {};
  const put = (field: keyof Usage, value: number | undefined): void => {
    if (value !== undefined && Number.isFinite(value) && value >= 0) usage[field] = value;
  };
  put('input', inputTokens.total);
  put('output', outputTokens.total);
  // Nothing was counted at all: providers fill in zeros for what they were not told.
  if (usage.input === undefined && usage.output === undefined) return null;
  if (inputTokens.cacheRead) put('cacheRead', inputTokens.cacheRead);
  if (inputTokens.cacheWrite) put('cacheWrite', inputTokens.cacheWrite);
  if (outputTokens.reasoning) put('reasoning', outputTokens.reasoning);
  return usage;
}
