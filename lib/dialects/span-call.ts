import type { Message, Part } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import { readAiSdkCall } from './ai-sdk';
import { splitSystem } from './chat-request';
import { readGeminiCall } from './gemini';
import { genaiFinishReason, readGenaiCall, readGenaiParameters } from './genai-parts';
import type { KeepBlob } from './keep-blob';
import { readOpeninferenceCall } from './openinference';
import { readOpenllmetryCall } from './openllmetry';
import { type Attributes, type SpanCall, textAttribute } from './span-attributes';

/** A model call as a span records it, whatever dialect its attributes speak. */
export interface RecordedCall {
  /** The prompt as sent, without leading system messages; null where the span records none. */
  prompt: Message[] | null;
  reply: Message | null;
  setup: Setup;
  /** The model that answered, else the one that was asked. */
  model: string | null;
  finishReason: string | null;
}

const dialects = [
  readGenaiCall,
  readOpeninferenceCall,
  readOpenllmetryCall,
  readAiSdkCall,
  readGeminiCall,
];

/**
 * Reads the dialects that a span speaks. Where several record the prompt, the one with most messages is taken;
 * what it lacks comes from the others.
 */
export function readSpanCall(attributes: Attributes, keepBlob: KeepBlob): RecordedCall {
  const found = dialects
    .map((read) => read(attributes, keepBlob))
    .filter((call) => call !== null)
    .sort((a, b) => (b.messages?.length ?? -1) - (a.messages?.length ?? -1));
  const first = <K extends keyof SpanCall>(key: K): SpanCall[K] | null =>
    found.find((call) => call[key] !== null)?.[key] ?? null;
  const messages = first('messages');
  const { system, prompt } = splitSystem(messages ?? []);
  const requested = textAttribute(attributes, ...requestModels);
  const answered = textAttribute(attributes, ...responseModels);
  return {
    prompt: messages && prompt,
    reply: first('reply'),
    setup: {
      system: joined(first('system'), messages ? system : null),
      tools: first('tools'),
      model: requested ?? answered,
      parameters: first('parameters') ?? readGenaiParameters(attributes),
    },
    model: answered ?? requested,
    finishReason: first('finishReason') ?? genaiFinishReason(attributes),
  };
}

const requestModels = ['gen_ai.request.model', 'ai.model.id'];
const responseModels = ['gen_ai.response.model', 'llm.model_name', 'ai.response.model'];

const joined = (apart: Part[] | null, leading: Part[] | null): Part[] | null =>
  apart === null ? leading : [...apart, ...(leading ?? [])];
