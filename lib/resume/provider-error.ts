import { APICallError } from '@ai-sdk/provider';
import { field, isObject, type Json, listField, numberField, textField } from '@/lib/trace/json';

/** What a provider said about a request that failed. */
export interface ProviderError {
  /** HTTP status, or the one that its code stands for where the error came inside a stream. */
  status: number | null;
  /** Its own codes, types and reasons, in lower case. */
  codes: readonly string[];
  /** Its own words, at most 300 characters, without anything that looks like a key; null for none. */
  words: string | null;
  headers: Readonly<Record<string, string>>;
  /** Google's RetryInfo, in seconds. */
  retryDelay: number | null;
}

/** The errors from outer to inner; at most eight. */
export function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let one = error; chain.length < 8; ) {
    chain.push(one);
    if (!(one instanceof Error) || one.cause === undefined) break;
    one = one.cause;
  }
  return chain;
}

/** Null where no provider answered with an error: the connection, the stream or the request itself failed. */
export function providerError(error: unknown): ProviderError | null {
  for (const one of causes(error)) {
    if (APICallError.isInstance(one)) {
      const { statusCode, data, responseBody, responseHeaders: headers } = one;
      // A reply that began well and broke has the status of its beginning.
      if (statusCode === undefined || statusCode < 300) continue;
      return facts(data ?? parsed(responseBody) ?? one.message, headers ?? {}, statusCode);
    }
  }
  // Errors inside a stream come as the provider wrote them.
  if (typeof error === 'string' && error !== '') return facts(error, {}, null);
  return isObject(error) && !(error instanceof Error) ? facts(error, {}, null) : null;
}

/** Statuses of codes that came without one. */
const meanings: readonly [RegExp, number][] = [
  [/overloaded|unavailable/, 529],
  [/rate_limit|resource_exhausted|insufficient_quota/, 429],
  [/authentication|unauthenticated/, 401],
  [/permission/, 403],
  [/not_found/, 404],
  [/too_large/, 413],
  [/timeout|deadline/, 504],
  [/invalid|context_length|bad_?request/, 400],
  [/api_error|server_error|internal/, 500],
];

function facts(
  body: unknown,
  headers: Record<string, string>,
  status: number | null,
): ProviderError {
  // Google's streaming address answers with a list of one.
  const whole: unknown = Array.isArray(body) ? body[0] : body;
  const inner = field(whole, 'error') ?? field(field(whole, 'response'), 'error');
  const error = isObject(inner) ? inner : whole;
  const details = listField(error, 'details') ?? [];
  const codes = [
    ...['code', 'type', 'status'].flatMap((key) => textField(error, key) ?? []),
    ...details.flatMap((detail) => textField(detail, 'reason') ?? []),
    ...(textField(field(error, 'innererror'), 'code') ?? []),
  ].map((code) => code.toLowerCase());
  const numbers = ['statusCode', 'code'].flatMap((key) => numberField(error, key) ?? []);
  const told = numbers.find((number) => number >= 300 && number < 600);
  const meant = meanings.find(([pattern]) => codes.some((code) => pattern.test(code)))?.[1];
  return {
    status: status ?? told ?? meant ?? null,
    codes,
    words: wordsOf(error) ?? wordsOf(inner) ?? null,
    headers,
    retryDelay: retryDelay(details),
  };
}

function wordsOf(value: unknown): string | null {
  const text =
    typeof value === 'string' ? value : (textField(value, 'message') ?? textField(value, 'detail'));
  return text?.trim() ? withoutKeys(text.trim()).slice(0, 300) : null;
}

/** Providers quote wrong keys, whole or in part. */
const withoutKeys = (text: string): string =>
  text.replace(
    /\b(sk|pk|rk|gsk|xai|hf|nvapi|AIza|Bearer|key)([-_ :=]|(?<=AIza))[\w*.-]{6,}/gi,
    '[key]',
  );

const retryDelay = (details: readonly Json[]): number | null => {
  for (const detail of details) {
    const [, seconds] = /^([\d.]+)s$/.exec(textField(detail, 'retryDelay') ?? '') ?? [];
    if (seconds !== undefined) return Number(seconds);
  }
  return null;
};

function parsed(text: string | undefined): unknown {
  if (!text?.trim()) return null;
  try {
    return JSON.parse(text);
  } catch {
    // A page of a proxy: not for a person to read.
    return null;
  }
}
