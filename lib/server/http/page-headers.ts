/** Development evaluates code to show server stacks in the browser; production never does. */
const scripts = (nonce: string, development: boolean) =>
  `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`;

export const contentPolicy = (nonce: string, development: boolean): string =>
  [
    "default-src 'self'",
    scripts(nonce, development),
    // Monaco and React set styles inline; a style can neither run nor, with these sources, call out.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Headers of every page besides the content policy. Shared pages are not kept, indexed or named to others. */
export function pageHeaders(path: string): [string, string][] {
  const headers: [string, string][] = [
    ['x-content-type-options', 'nosniff'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
  ];
  if (path !== '/s' && !path.startsWith('/s/')) {
    return [...headers, ['referrer-policy', 'same-origin']];
  }
  return [
    ...headers,
    ['referrer-policy', 'no-referrer'],
    ['cache-control', 'private, no-store'],
    ['x-robots-tag', 'noindex, nofollow'],
  ];
}
