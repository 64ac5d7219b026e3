import { bareHost, checkAddresses, checkUrl } from '@/lib/egress/check-url';
import { AppError } from '@/lib/errors';

/** Where the API of a provider begins, for those who type its host only. */
const apiPaths = new Map([
  ['https://api.openai.com', '/v1'],
  ['https://api.anthropic.com', '/v1'],
  ['https://generativelanguage.googleapis.com', '/v1beta'],
]);

/**
 * A base URL as it is stored: no slash at its end, the path of the API put behind it later. Checked for what
 * can be known before a name is resolved; `guardedFetch` checks again at connect and at every redirect.
 * @throws AppError `bad_request`, `egress_blocked`
 */
export function checkedBaseUrl(text: string, allowPrivate: boolean): string {
  const { origin, hostname, pathname } = checkUrl(text, allowPrivate);
  if (/[?#]/.test(text)) {
    // What stands in there would be kept and shown.
    throw new AppError('bad_request', 'The base URL ends before any ? or #.', {
      hint: 'Put the key into the key field, not into the address.',
    });
  }
  const host = bareHost(hostname).replace(/\.$/, '');
  // The one kind of name that is known without a resolver.
  if (/(^|\.)localhost$/.test(host)) checkAddresses(host, ['127.0.0.1'], allowPrivate);
  const path = pathname.replace(/\/+$/, '');
  return `${origin}${path || (apiPaths.get(origin) ?? '')}`;
}
