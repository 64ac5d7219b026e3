import { AppError } from '@/lib/errors';
import { blocked, checkUrl } from './check-url';
import { isSecretName } from './secret-header';

interface Reply {
  status: number;
  headers: { get(name: string): string | null };
}

interface Hop {
  from: URL;
  method: string;
  response: Reply;
  /** Of the next request: what is secret is taken out where it would go to another origin. */
  headers: Headers;
}

export const isRedirect = ({ status, headers }: Reply): boolean =>
  [301, 302, 303, 307, 308].includes(status) && headers.get('location') !== null;

/**
 * Where a redirect sends the request on to. Addresses are checked by the caller, as what is allowed depends
 * on the origin first asked for.
 * @throws AppError for a redirect that would drop the body, leave https, or cannot be followed
 */
export function nextHop({ from, method, response, headers }: Hop): URL {
  const { status } = response;
  const location = response.headers.get('location') ?? '';
  if (!/^(GET|HEAD)$/.test(method) && status !== 307 && status !== 308) {
    throw new AppError(
      'upstream',
      `${from.host} answers with a redirect (${status}) that would drop the request.`,
      {
        hint: 'Use the address it redirects to.',
      },
    );
  }
  if (!URL.canParse(location, from)) {
    throw new AppError('upstream', `${from.host} redirects to something that is no address.`);
  }
  // Scheme and credentials only: whether the address is allowed is judged per origin.
  const next = checkUrl(new URL(location, from).href, true);
  if (from.protocol === 'https:' && next.protocol === 'http:') {
    throw blocked(`${from.host} redirects from https to http.`);
  }
  if (next.origin !== from.origin) {
    for (const name of [...headers.keys()]) if (isSecretName(name)) headers.delete(name);
  }
  return next;
}
