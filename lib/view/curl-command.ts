/** A request as a person reads it: without its key. */
interface ShownRequest {
  method: string;
  url: string;
  headers: readonly (readonly [string, string])[];
  body: string;
}

/**
 * A request as a command for a POSIX shell, byte for byte, with a variable of the shell in the place of the key. Nothing of
 * the request itself is read by the shell or by curl: it stands in single quotes, and the body goes in by
 * `--data-binary @-`, which no length of an argument limits.
 */
export function curlCommand(request: ShownRequest, keyVariable = 'API_KEY'): string {
  const { method, url, headers, body } = request;
  return [
    `printf %s ${quoted(body)} | curl -X ${quoted(method)} ${quoted(url)}`,
    `-H "${keyHeader(request)}$${keyVariable}"`,
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    '--data-binary @-',
  ].join(' \\\n  ');
}

/** By what only this API is sent; all others take a bearer token. */
function keyHeader({ url, headers }: ShownRequest): string {
  if (headers.some(([name]) => name.toLowerCase() === 'anthropic-version')) {
    return 'x-api-key: ';
  }
  return /:(stream)?generateContent(\?|$)/i.test(url)
    ? 'x-goog-api-key: '
    : 'Authorization: Bearer ';
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
