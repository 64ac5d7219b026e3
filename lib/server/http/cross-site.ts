import type { Env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { isAllowedHost, isAllowedOrigin } from './allowed-hosts';
import type { RoutePolicy } from './route-policy';

type Place = Pick<Env, 'host' | 'port' | 'publicUrl'>;

/** @throws AppError `forbidden` for a Host header that is not ours */
export function checkHost(headers: Headers, place: Place): void {
  if (isAllowedHost(headers.get('host'), place)) return;
  throw new AppError('forbidden', 'Retake does not answer under this name.', {
    hint: 'Open it by the address it printed at start, or set RETAKE_PUBLIC_URL to the address you use.',
  });
}

/**
 * Refuses what a page of another site made a browser send; what no browser sent (neither Origin nor
 * Sec-Fetch-Site, as from curl) passes. Of reads, a person may still follow a link to one.
 * @throws AppError `forbidden`
 */
export function checkSite(headers: Headers, kind: RoutePolicy['kind'], place: Place): void {
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  const followed = kind === 'read' && headers.get('sec-fetch-mode') === 'navigate';
  // `same-site` is another port or subdomain: somebody else's page all the same.
  const foreignSite = site !== null && site !== 'same-origin' && site !== 'none' && !followed;
  const foreignOrigin = origin !== null && !isAllowedOrigin(origin, headers.get('host'), place);
  if (foreignSite || foreignOrigin) {
    throw new AppError('forbidden', 'This request comes from another site.', {
      hint: 'Behind a proxy, set RETAKE_PUBLIC_URL to the address in the browser.',
    });
  }
}
