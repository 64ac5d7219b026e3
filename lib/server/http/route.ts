import 'server-only';
import { errorResponse } from './error-response';
import { guard } from './guard';
import type { RoutePolicy } from './route-policy';

type Handler<Context> = (request: Request, context: Context) => Response | Promise<Response>;

// Any function may be asked for; only those made by `route` are in here.
const policies = new WeakMap<object, RoutePolicy>();

/**
 * Makes a route handler: guard, then handler, then errors as HTTP, then the headers that every answer has.
 * Every exported method of every `route.ts` is made by this; a test lists them.
 */
export function route<Context = unknown>(
  policy: RoutePolicy,
  handler: Handler<Context>,
): (request: Request, context: Context) => Promise<Response> {
  const guarded = async (request: Request, context: Context): Promise<Response> => {
    try {
      await guard(request, policy);
      return withHeaders(await handler(request, context), policy);
    } catch (error) {
      // Nobody is there any more to read an answer, and a reader who left is no fault.
      if (request.signal.aborted) return new Response(null, { status: 499 });
      return withHeaders(errorResponse(error), policy);
    }
  };
  policies.set(guarded, policy);
  return guarded;
}

/** The policy of a handler; null for a function that `route` did not make. */
export const policyOf = (handler: unknown): RoutePolicy | null =>
  typeof handler === 'function' ? (policies.get(handler) ?? null) : null;

function withHeaders(response: Response, { access }: RoutePolicy): Response {
  const headers = new Headers(response.headers);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('cross-origin-resource-policy', 'same-origin');
  // A download of somebody's HTML, opened here, must not be a page of ours.
  headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox");
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  if (access === 'public-token') {
    headers.set('cache-control', 'no-store');
    headers.set('x-robots-tag', 'noindex, nofollow');
    headers.set('referrer-policy', 'no-referrer');
  }
  const { status, statusText, body } = response;
  return new Response(body, { status, statusText, headers });
}
