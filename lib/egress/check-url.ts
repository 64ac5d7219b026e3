import { isIP } from 'node:net';
import { AppError } from '@/lib/errors';
import { addressKind } from './address';

/** Host of a URL as a resolver takes it: without the brackets of IPv6. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

/**
 * What can be said of an address before any name is resolved: http or https, no credentials, and no
 * IP literal that may not be reached (`URL` has already turned decimal, octal and hex into dots).
 * @throws AppError `egress_blocked`, `bad_request` for what is no URL
 */
export function checkUrl(text: string, allowPrivate: boolean): URL {
  if (!URL.canParse(text)) {
    throw new AppError('bad_request', 'The address is not a URL.', {
      hint: 'It must look like https://api.example.com/v1.',
    });
  }
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw blocked(`Retake speaks http and https only, not ${url.protocol.slice(0, -1)}.`);
  }
  if (url.username || url.password) {
    throw blocked(
      `The address of ${url.host} contains a user name or password.`,
      'Put the key into the key field, not into the address.',
    );
  }
  const host = bareHost(url.hostname);
  if (isIP(host)) checkAddresses(host, [host], allowPrivate);
  return url;
}

/**
 * All answers of a resolver must be allowed: one that is not could be the one that is dialled.
 * @throws AppError `egress_blocked`
 */
export function checkAddresses(
  host: string,
  addresses: readonly string[],
  allowPrivate: boolean,
): void {
  for (const address of addresses) {
    const kind = addressKind(address);
    if (kind === 'public' || (kind === 'private' && allowPrivate)) continue;
    const named = host === address ? host : `${host} (${address})`;
    throw kind === 'private'
      ? blocked(
          `${named} is a private address, and this endpoint is not allowed to be one.`,
          'Allow private addresses for it if it is yours.',
        )
      : blocked(`${named} is an address that Retake never connects to.`);
  }
}

export const blocked = (message: string, hint?: string): AppError =>
  new AppError('egress_blocked', message, { hint });
