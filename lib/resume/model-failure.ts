import {
  APICallError,
  InvalidArgumentError,
  TypeValidationError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import { isAppError } from '@/lib/errors';
import { causes, type ProviderError, providerError } from './provider-error';
import { retryAfter } from './retry-after';

export type ModelFailureCode =
  | 'unauthorized'
  | 'no-model'
  | 'rate-limited'
  | 'too-long'
  | 'filtered'
  | 'refused'
  | 'rejected'
  | 'upstream'
  | 'timeout'
  | 'blocked'
  | 'cut';

/** A model call that failed, for a person: what happened and what to do. */
export interface ModelFailure {
  code: ModelFailureCode;
  message: string;
  todo: string;
  /** HTTP status, where one came. */
  status: number | null;
  /** When the endpoint takes requests again, as it said. */
  retryAfterSeconds: number | null;
}

const plain = { status: null, retryAfterSeconds: null };

/**
 * @param where what a person calls the endpoint
 * @param started whether part of a reply had come
 * @param now milliseconds since the epoch
 */
export function modelFailure(
  error: unknown,
  where: string,
  started: boolean,
  now: number,
): ModelFailure {
  const said = providerError(error);
  if (said) return saidFailure(said, where, now);
  const chain = causes(error);
  const ours = chain.find(isAppError);
  if (ours?.code === 'egress_blocked' || ours?.code === 'bad_request') {
    const todo = ours.hint ?? 'Choose another endpoint.';
    return { ...plain, code: 'blocked', message: ours.message, todo };
  }
  if (ours?.code === 'timeout') {
    return { ...plain, code: 'timeout', message: ours.message, todo: 'Resume again.' };
  }
  const unsendable = chain.find(
    (one) => UnsupportedFunctionalityError.isInstance(one) || InvalidArgumentError.isInstance(one),
  );
  if (!started && unsendable instanceof Error) {
    return {
      ...plain,
      code: 'rejected',
      message: `This request cannot be said to ${where}: ${unsendable.message.slice(0, 300)}`,
      todo: 'Fork again and change what it names, or choose another endpoint.',
    };
  }
  const again = 'Resume again: the call is then made anew.';
  if (started) {
    const message = `${where} ended its reply in the middle.`;
    return { ...plain, code: 'cut', message, todo: again };
  }
  if (error === null || chain.some((one) => TypeValidationError.isInstance(one))) {
    const message = `What ${where} answered is no reply of a model.`;
    return { ...plain, code: 'cut', message, todo: again };
  }
  if (chain.some((one) => isReset(one) || (APICallError.isInstance(one) && one.statusCode))) {
    const message = ours?.message ?? `${where} closed the connection before its reply.`;
    return { ...plain, code: 'cut', message, todo: again };
  }
  return {
    ...plain,
    code: 'upstream',
    message: ours?.message ?? `The request to ${where} failed.`,
    todo: 'Check the address of the endpoint, then resume again.',
  };
}

const isReset = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/.test(String(error.code));

/** Codes first: words are what is left where a server has none. */
function saidFailure(error: ProviderError, where: string, now: number): ModelFailure {
  const { status, words } = error;
  const quoted = words === null ? '' : ` It says: ${words}`;
  const number = status === null ? '' : ` (${status})`;
  const retryAfterSeconds = retryAfter(error, now);
  const failure = (code: ModelFailureCode, message: string, todo: string): ModelFailure => ({
    ...{ code, message, todo, status, retryAfterSeconds },
  });
  switch (codeOf(error)) {
    case 'unauthorized':
      // What a provider says of a wrong key may quote the key.
      return failure(
        'unauthorized',
        `${where} did not accept the key${number}.`,
        'Check the key and whether it may use this model, then resume again.',
      );
    case 'no-model':
      return failure(
        'no-model',
        `${where} does not know this model or this address${number}.${quoted}`,
        'Check the name of the model and the base URL.',
      );
    case 'too-long':
      return failure(
        'too-long',
        `The conversation is too long for this model${number}.${quoted}`,
        'Fork earlier, remove messages, or choose a model with a larger context.',
      );
    case 'filtered':
      return failure(
        'filtered',
        `${where} did not take the prompt: its content filter stopped it${number}.${quoted}`,
        'Fork here and word the prompt otherwise, or choose another endpoint.',
      );
    case 'rate-limited':
      if (isSpent(error)) {
        return failure(
          'rate-limited',
          `The quota at ${where} is used up${number}.${quoted}`,
          'Check plan and billing there, or choose another endpoint.',
        );
      }
      return failure(
        'rate-limited',
        `${where} takes no more requests for now${number}.${quoted}`,
        retryAfterSeconds === null
          ? 'Resume again in a while.'
          : `Resume again in ${retryAfterSeconds} s.`,
      );
    case 'timeout':
      return failure('timeout', `${where} took too long${number}.${quoted}`, 'Resume again.');
    case 'rejected':
      return failure(
        'rejected',
        `${where} rejected the request${number}.${quoted}`,
        'Fork again and change what it names.',
      );
    default:
      return failure('upstream', `${where} failed${number}.${quoted}`, 'Resume again in a moment.');
  }
}

/** OpenAI's word for an account that no waiting helps. */
export const isSpent = ({ codes }: ProviderError): boolean => codes.includes('insufficient_quota');

const tooLongCodes =
  /^(context_length_exceeded|exceed_context_size_error|context_window_exceeded|request_too_large)$/;
/** OpenAI, Anthropic, Google, vLLM, Ollama, LM Studio, llama.cpp, in this order. */
const tooLongWords =
  /maximum context length|context[ _]window|prompt is too long|exceed context limit|input token count.{0,40}exceeds|longer than the maximum model length|exceed(s|ed)( the)?( max(imum)?)?( available)? context|context the overflows|loaded with context length|reached context length|initial prompt > context length|reduce the length of the (messages|input)|input is too long/i;
const filterCodes = /content_filter|content_policy|responsibleai|prohibited_content|invalid_prompt/;
const keyCodes = /^(invalid_api_key|api_key_invalid|incorrect_api_key|invalid_authentication)/;
const modelCodes = /^(model_not_found|invalid_model|unknown_model|model_not_supported)/;
const modelWords =
  /model\b.{0,80}\b(does not exist|not found|is not (a )?(valid|available)|not supported)|(unknown|invalid|no such) model|not a valid model/i;

function codeOf({ status, codes, words }: ProviderError): ModelFailureCode {
  const has = (pattern: RegExp) => codes.some((code) => pattern.test(code));
  const says = (pattern: RegExp) => words !== null && pattern.test(words);
  if (has(tooLongCodes)) return 'too-long';
  if (has(keyCodes) || status === 401 || status === 403) return 'unauthorized';
  if (has(filterCodes)) return 'filtered';
  if (status === 429) return 'rate-limited';
  if (has(modelCodes) || status === 404) return 'no-model';
  if (status === 413) return 'too-long';
  // Local servers answer with 500 to what is too long for them.
  if (says(tooLongWords)) return 'too-long';
  if (status !== null && status < 500 && says(modelWords)) return 'no-model';
  if (status === 408) return 'timeout';
  return status !== null && status < 500 ? 'rejected' : 'upstream';
}
