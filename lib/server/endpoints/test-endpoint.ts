import type { Store } from '@/lib/db/store';
import { AppError, isAppError } from '@/lib/errors';
import { modelFailure } from '@/lib/resume/model-failure';
import type { Model } from '@/lib/resume/resume';
import type { Script } from '@/lib/resume/scripted-model';
import { type EndpointContext, openEndpoint } from './open-endpoint';

export interface EndpointTest {
  ok: boolean;
  /** As the endpoint names it; null where no reply came. */
  model: string | null;
  /** Milliseconds to the first piece of the reply; null where none came. */
  firstMs: number | null;
  /** To its end, good or bad. */
  latencyMs: number;
  message: string | null;
  todo: string | null;
}

interface TestContext extends Pick<EndpointContext, 'allowPrivate' | 'network'> {
  /** Whoever asked is gone. */
  signal?: AbortSignal | undefined;
  /** Milliseconds in all. */
  timeoutMs?: number;
}

/**
 * One short model call, as a run would make it: at most 16 tokens, no tools, nothing kept. What fails is
 * told, not thrown; only an endpoint that does not exist throws AppError `not_found`.
 */
export async function testEndpoint(
  store: Store,
  choice: { id: string; model?: string | undefined },
  { allowPrivate, network, signal, timeoutMs = 30_000 }: TestContext,
): Promise<EndpointTest> {
  const { id, model } = choice;
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  let first: number | null = null;
  let label = 'The endpoint';
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(late(label, timeoutMs)), timeoutMs);
  const leave = () => end.abort(signal?.reason);
  signal?.addEventListener('abort', leave, { once: true });
  try {
    const context = {
      allowPrivate,
      script: silent,
      onExchange: () => {},
      ...(network && { network }),
    };
    const opened = await openEndpoint(store, { id, ...(model && { model }) }, context);
    label = opened.shown.label;
    const named = await firstWords(opened.model, end.signal, () => {
      first ??= elapsed();
    });
    const answered = named ?? opened.shown.model;
    return { ok: true, model: answered, firstMs: first, latencyMs: elapsed(), ...fine };
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') throw error;
    const { message, todo } = said(error, label, first !== null);
    return { ok: false, model: null, firstMs: first, latencyMs: elapsed(), message, todo };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', leave);
  }
}

const fine = { message: null, todo: null };

function said(error: unknown, label: string, started: boolean): { message: string; todo: string } {
  // What we refused ourselves says what to do in its own words.
  if (isAppError(error) && error.hint) return { message: error.message, todo: error.hint };
  return modelFailure(error, label, started, Date.now());
}

/** Asks for next to nothing. `store: false`: OpenAI would keep it, by Responses. */
const question: Parameters<Model['doStream']>[0] = {
  prompt: [{ role: 'user', content: [{ type: 'text', text: 'Reply with the word OK.' }] }],
  maxOutputTokens: 16,
  providerOptions: { openai: { store: false } },
};

/** Reads a reply to its end and gives the name that the endpoint calls its model by. */
async function firstWords(
  model: Model,
  abortSignal: AbortSignal,
  onPiece: () => void,
): Promise<string | null> {
  const { stream } = await model.doStream({ ...question, abortSignal });
  let named: string | null = null;
  let finished = false;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (value.type === 'error') throw value.error;
      if (value.type === 'response-metadata') named = value.modelId ?? named;
      if (value.type === 'finish') finished = value.finishReason.unified !== 'error';
      if (/^(text|reasoning|tool)-/.test(value.type)) onPiece();
    }
  } finally {
    // Closes the connection where it was left in the middle.
    reader.cancel().catch(() => {});
  }
  if (!finished) throw new AppError('upstream', 'The reply ended before it was whole.');
  return named;
}

const late = (label: string, ms: number): AppError =>
  new AppError('timeout', `${label} did not answer within ${ms / 1000} s.`, {
    hint: 'Is it up, and is its model loaded? Test it again in a moment.',
  });

/** Nothing to say: the scripted model is tested without a trace. */
const silent: Script = {
  call: () => null,
  made: 0,
  setupEdited: true,
  edit: 'this is a test.',
  recorded: () => null,
  isRecorded: () => true,
  delay: () => Promise.resolve(),
};
