import {
  type LanguageModelV3,
  type LanguageModelV3Prompt,
  type LanguageModelV3StreamPart,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import { canonicalJson } from '@/lib/trace/canonical-json';
import { field, isObject, type Json } from '@/lib/trace/json';
import { type Message, textMessage } from '@/lib/trace/message';
import type { MediaBytes } from './media-content';
import type { AskedCall } from './recording';
import { scriptedMark, scriptedStream } from './scripted-stream';
import { toModelPrompt } from './to-model-prompt';

/** A later model call of the parent. */
export interface ScriptedCall {
  /** What it saw. */
  conversation: readonly Message[];
  reply: Message;
}

export interface Script {
  /** The parent's model calls after the fork in the branch's lane, counted from 0; null past the last one. */
  call(index: number): ScriptedCall | null;
  /** How many of them the branch has made already. */
  made: number;
  /** Whether setup or tools were changed: then nothing is like in the parent. */
  setupEdited: boolean;
  /** The edit in a few words, to be quoted. */
  edit: string;
  /** A call that the recording can answer; null where it has none left. */
  recorded(): AskedCall | null;
  isRecorded(call: AskedCall): boolean;
  bytes?: MediaBytes;
  /** Between two pieces of a reply. */
  delay(signal: AbortSignal | undefined): Promise<void>;
}

export const scriptedModelId = 'scripted';

/**
 * A model without a network: as long as a branch says what its parent said (content alone, call ids apart)
 * it gives the parent's own next reply. Once something differs it quotes the edit, makes one call that the
 * recording answers and one that it cannot, and with both answers it finishes. Deterministic.
 */
export function scriptedModel(script: Script): LanguageModelV3 {
  let made = script.made;
  return {
    specificationVersion: 'v3',
    provider: 'retake',
    modelId: scriptedModelId,
    supportedUrls: {},
    doGenerate: () =>
      Promise.reject(new UnsupportedFunctionalityError({ functionality: 'doGenerate' })),
    async doStream({ prompt, abortSignal }) {
      const next = script.setupEdited ? null : script.call(made);
      const reply =
        next && saysTheSame(prompt, next.conversation, script.bytes) ? next.reply : answer(prompt);
      const parts = scriptedStream(reply, prompt.length);
      const stream = new ReadableStream<LanguageModelV3StreamPart>(
        {
          async pull(controller) {
            const part = parts.shift();
            if (part) {
              if (part.type.endsWith('-delta')) await script.delay(abortSignal);
              if (abortSignal?.aborted) return controller.error(abortSignal.reason);
              controller.enqueue(part);
            } else {
              made += 1;
              controller.close();
            }
          },
        },
        { highWaterMark: 0 },
      );
      return { stream };
    },
  };

  function answer(prompt: LanguageModelV3Prompt): Message {
    const results = ownResults(prompt);
    if (results) return textMessage('assistant', finalWords(results));
    return callingReply(script, prompt.length);
  }
}

function callingReply(script: Script, place: number): Message {
  const recorded = script.recorded();
  const calls = [...(recorded ? [recorded] : []), unrecordedCall(script, recorded)];
  const lookUp = recorded
    ? `I make one call that the recording answers (${recorded.tool}) and one that it has never seen.`
    : 'The recording has no call left after this point, so I make one that it has never seen.';
  return {
    role: 'assistant',
    parts: [
      { type: 'text', text: `This branch differs from its parent: ${script.edit} ${lookUp}` },
      ...calls.map(({ tool, input }, at) => ({
        type: 'tool-call' as const,
        callId: `${scriptedMark}${place}-${at + 1}`,
        tool,
        input,
      })),
    ],
  };
}

function unrecordedCall(script: Script, like: AskedCall | null): AskedCall {
  for (let count = 1; count < 100; count += 1) {
    const check = count === 1 ? 'after the edit' : `after the edit, ${count}`;
    const call: AskedCall = like
      ? { tool: like.tool, input: { ...(isObject(like.input) ? like.input : {}), check } }
      : { tool: 'lookup_policy', input: { topic: check } };
    if (!script.isRecorded(call)) return call;
  }
  return { tool: 'lookup_policy', input: { topic: scriptedMark } };
}

interface OwnResult {
  tool: string;
  text: string;
}

/** The answers to this model's own calls, where the prompt ends with all of them; else null. */
function ownResults(prompt: LanguageModelV3Prompt): OwnResult[] | null {
  const at = prompt.findLastIndex(({ role }) => role !== 'tool');
  const asked = prompt[at];
  if (asked?.role !== 'assistant') return null;
  const calls = asked.content.filter((part) => part.type === 'tool-call');
  const results = prompt.slice(at + 1).flatMap((message) => {
    if (message.role !== 'tool') return [];
    return message.content.filter((part) => part.type === 'tool-result');
  });
  const own =
    calls.length > 0 && calls.every(({ toolCallId }) => toolCallId.startsWith(scriptedMark));
  if (!own || results.length < calls.length) return null;
  return results.map(({ toolName: tool, output }) => {
    const value = 'value' in output ? output.value : '';
    return { tool, text: typeof value === 'string' ? value : JSON.stringify(value) };
  });
}

const finalWords = (results: readonly OwnResult[]): string => {
  const said = results.map(({ tool, text }) => `${tool} answered “${short(text)}”.`);
  return `${said.join(' ')} That is all I needed; no network was used.`;
};

const short = (text: string): string => (text.length > 160 ? `${text.slice(0, 159)}…` : text);

/** Whether a prompt, its system prompt aside, says what the conversation says. */
function saysTheSame(
  prompt: LanguageModelV3Prompt,
  conversation: readonly Message[],
  bytes: MediaBytes | undefined,
): boolean {
  const expected = toModelPrompt(
    conversation,
    { system: null, tools: null },
    { target: 'scripted', ...(bytes ? { bytes } : {}) },
  ).prompt;
  const before = prompt.slice(0, prompt.length - expected.length);
  if (prompt.length < expected.length || before.length > 1) return false;
  if (before.some(({ role }) => role !== 'system')) return false;
  return withoutIds(prompt.slice(before.length)) === withoutIds(expected);
}

/** Without call ids, and with results in one spelling: a log and the next prompt often differ in that. */
const withoutIds = (prompt: LanguageModelV3Prompt): string =>
  canonicalJson(
    JSON.parse(
      JSON.stringify(prompt, (key, value) => {
        if (key === 'toolCallId') return null;
        if (key === 'output') return plainOutput(value);
        return value instanceof Uint8Array ? `${value.byteLength} bytes` : value;
      }),
    ),
  );

/** An error flag and JSON inside a text say nothing that the model would read otherwise. */
function plainOutput(output: unknown): Json {
  const value = field(output, 'value') ?? null;
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value.trim();
  }
}
