import type { ProviderError } from './provider-error';

/**
 * Whole seconds after which the provider takes requests again, as it said: milliseconds, seconds, a date, or
 * Google's RetryInfo; null where it did not say.
 * @param now milliseconds since the epoch, where the reply carries no date of its own
 */
export function retryAfter({ headers, retryDelay }: ProviderError, now: number): number | null {
  const milliseconds = Number(headers['retry-after-ms'] ?? Number.NaN);
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return Math.ceil(milliseconds / 1000);
  const text = headers['retry-after']?.trim() ?? '';
  if (text !== '') {
    const seconds = Number(text);
    if (Number.isFinite(seconds) && seconds >= 0) return Math.ceil(seconds);
    const until = Date.parse(text);
    const from = Date.parse(headers.date ?? '');
    const between = Math.ceil((until - (Number.isFinite(from) ? from : now)) / 1000);
    if (Number.isFinite(between)) return Math.max(0, between);
  }
  return retryDelay === null ? null : Math.ceil(retryDelay);
}
