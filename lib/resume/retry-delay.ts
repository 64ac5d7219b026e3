import { isSpent, type ModelFailure } from './model-failure';
import { causes, providerError } from './provider-error';

/** The first one and its repetitions. */
export const attempts = 3;
/** Longer than this a person decides. */
const longestSeconds = 60;
const backoffMs = [1000, 4000];

/**
 * Milliseconds until a failed call may be made again by itself; null for never. Only where it is sure that
 * nothing was answered: the endpoint said that it took no request, or no connection was made. What timed
 * out, broke off or began to answer may have done its work and is left to a person.
 * @param attempt the one that failed, from 1
 * @param started whether part of a reply had come
 */
export function retryDelay(
  error: unknown,
  failure: ModelFailure,
  attempt: number,
  started: boolean,
): number | null {
  if (started || attempt >= attempts) return null;
  const said = providerError(error);
  if (said ? !isTemporary(failure) || isSpent(said) : !causes(error).some(isUnconnected)) {
    return null;
  }
  const { retryAfterSeconds } = failure;
  if (retryAfterSeconds === null) return backoffMs[attempt - 1] ?? null;
  return retryAfterSeconds > longestSeconds ? null : retryAfterSeconds * 1000;
}

const isTemporary = ({ code, status }: ModelFailure): boolean =>
  code === 'rate-limited' || (code === 'upstream' && status !== null && status >= 500);

/** Errors of the system that come before a connection stands. */
const unconnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

function isUnconnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  const syscall = 'syscall' in error ? error.syscall : undefined;
  if (typeof code === 'string' && unconnected.test(code)) return true;
  if (code === 'ETIMEDOUT' && syscall === 'connect') return true;
  // Of several addresses every one was tried in vain.
  return error instanceof AggregateError && error.errors.every(isUnconnected);
}
