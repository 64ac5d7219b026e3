import { APICallError, InvalidResponseDataError } from '@ai-sdk/provider';
import { isAppError } from '@/lib/errors';
import { field, textField } from '@/lib/trace/json';

/** A model call that failed, for a person: what happened and what to do. */
export interface ModelFailure {
  code:
    | 'unauthorized'
    | 'no-model'
    | 'rate-limited'
    | 'too-long'
    | 'refused'
    | 'upstream'
    | 'timeout'
    | 'blocked'
    | 'cut';
  message: string;
  todo: string;
  /** HTTP status, where one came. */
  status: number | null;
  retryAfterSeconds: number | null;
}

const plain = { status: null, retryAfterSeconds: null };

/**
 * @param where what a person calls the endpoint
 * @param started whether part of a reply had come
 */
export function modelFailure(error: unknown, where: string, started: boolean): ModelFailure {
  const chain = causes(error);
  const call = chain.find((one) => APICallError.isInstance(one));
  if (call?.statusCode !== undefined && call.statusCode >= 300) return byStatus(call, where);
  const ours = chain.find(isAppError);
  if (ours?.code === 'egress_blocked' || ours?.code === 'bad_request') {
    const todo = ours.hint ?? 'Choose another endpoint.';
    return { ...plain, code: 'blocked', message: ours.message, todo };
  }
  if (ours?.code === 'timeout') {
    return { ...plain, code: 'timeout', message: ours.message, todo: 'Resume again.' };
  }
  if (started || chain.some((one) => InvalidResponseDataError.isInstance(one))) {
    const message = `${where} ended its reply in the middle.`;
    return { ...plain, code: 'cut', message, todo: 'Resume again: the call is then made anew.' };
  }
  const said = ours?.message ?? providerWords(error);
  return {
    ...plain,
    code: 'upstream',
    message: said ?? `The request to ${where} failed.`,
    todo: 'Check the address of the endpoint, then resume again.',
  };
}

function byStatus(error: APICallError, where: string): ModelFailure {
  const status = error.statusCode ?? null;
  const said = providerWords(error.data) ?? '';
  const quoted = said === '' ? '' : ` It says: ${said}`;
  const failure = { status, retryAfterSeconds: null };
  // What a provider says of a wrong key may quote the key.
  if (status === 401 || status === 403) {
    return {
      ...failure,
      code: 'unauthorized',
      message: `${where} did not accept the key (${status}).`,
      todo: 'Check the key and whether it may use this model, then resume again.',
    };
  }
  if (status === 404) {
    return {
      ...failure,
      code: 'no-model',
      message: `${where} does not know this model or this address (404).${quoted}`,
      todo: 'Check the name of the model and the base URL.',
    };
  }
  if (status === 429) {
    const seconds = retryAfter(error.responseHeaders);
    const wait = seconds === null ? 'a while' : `${seconds} seconds`;
    return {
      status,
      retryAfterSeconds: seconds,
      code: 'rate-limited',
      message: `${where} takes no more requests for now (429).${quoted}`,
      todo: `Resume again in ${wait}.`,
    };
  }
  if (/context.{0,10}(length|window)|maximum context|too many tokens/i.test(said)) {
    return {
      ...failure,
      code: 'too-long',
      message: `The conversation is too long for this model.${quoted}`,
      todo: 'Fork earlier, remove messages, or choose a model with a larger context.',
    };
  }
  if (status !== null && status >= 500) {
    return {
      ...failure,
      code: 'upstream',
      message: `${where} failed (${status}).${quoted}`,
      todo: 'Resume again in a moment.',
    };
  }
  return {
    ...failure,
    code: 'refused',
    message: `${where} refused the request (${status}).${quoted}`,
    todo: 'Fork again and change what it names.',
  };
}

/** Seconds, from a number or a date. */
function retryAfter(headers: Record<string, string> | undefined): number | null {
  const text = headers?.['retry-after'];
  if (text === undefined) return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds >= 0) return Math.ceil(seconds);
  const from = Date.parse(headers?.date ?? '');
  const until = Date.parse(text);
  const between = Math.ceil((until - from) / 1000);
  return Number.isFinite(between) && between >= 0 ? between : null;
}

/** At most 300 characters of the provider's own message; null where there is none. */
function providerWords(value: unknown): string | null {
  const text =
    textField(field(value, 'error'), 'message') ??
    textField(value, 'message') ??
    (typeof value === 'string' ? value : undefined);
  return text?.trim() ? text.trim().slice(0, 300) : null;
}

function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let one = error; one instanceof Error && chain.length < 8; one = one.cause) chain.push(one);
  return chain;
}
