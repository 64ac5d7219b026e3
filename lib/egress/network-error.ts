import { AppError, isAppError } from '@/lib/errors';
import { blocked } from './check-url';

/**
 * What went wrong on the way, in words. An abort keeps its own reason: the AI SDK knows one by it.
 * @param signal of the request; when it is aborted its reason is the error
 */
export function networkError(error: unknown, host: string, signal: AbortSignal): Error {
  if (signal.aborted && signal.reason instanceof Error) return signal.reason;
  const chain = causes(error);
  const ours = chain.find(isAppError);
  if (ours) return ours;
  const code = chain.map(codeOf).find((found) => found !== null) ?? null;
  if (chain.some((one) => one instanceof Error && one.message === 'bad port')) {
    return blocked(`The port of ${host} belongs to another kind of service.`);
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return new AppError('timeout', `${host} did not take the connection in time.`, {
      cause: error,
    });
  }
  return new AppError('upstream', sentence(code, host), { cause: error });
}

function sentence(code: string | null, host: string): string {
  if (code === 'ECONNREFUSED') return `Nothing answers at ${host}.`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The name ${host} is not known.`;
  if (code && /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return `The certificate of ${host} is not valid (${code}).`;
  }
  if (code && /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/.test(code)) {
    return `${host} closed the connection.`;
  }
  return `The request to ${host} failed${code ? ` (${code})` : ''}.`;
}

function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let one = error; one instanceof Error && chain.length < 8; one = one.cause) {
    chain.push(one);
    // Where several addresses were tried, each has its own error.
    if (one instanceof AggregateError) chain.push(...one.errors);
  }
  return chain;
}

const codeOf = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
