import { type NextRequest, NextResponse } from 'next/server';
import { env } from '@/lib/env';
import { isAllowedHost } from '@/lib/server/http/allowed-hosts';
import { contentPolicy, pageHeaders } from '@/lib/server/http/page-headers';

/**
 * For pages only: our own name in Host, the content policy with its nonce, the path for `requireSession`.
 * Routes under /api are not matched: a matched body is cut at 10 MB. They guard themselves (route.ts).
 */
export function proxy(request: NextRequest): NextResponse {
  const settings = env();
  if (!isAllowedHost(request.headers.get('host'), settings)) {
    return new NextResponse(
      'Retake does not answer under this name. Open it by the address it printed at start, ' +
        'or set RETAKE_PUBLIC_URL to the address you use.\n',
      { status: 403, headers: { 'content-type': 'text/plain; charset=utf-8' } },
    );
  }
  const policy = contentPolicy(crypto.randomUUID(), settings.development);
  const { pathname, search } = request.nextUrl;
  // Next takes the nonce for its own scripts from the request's policy.
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  headers.set('x-retake-path', pathname + search);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  for (const [name, value] of pageHeaders(pathname)) response.headers.set(name, value);
  return response;
}

export const config = {
  matcher: ['/((?!api/|_next/static|_next/image|favicon.ico).*)'],
};
