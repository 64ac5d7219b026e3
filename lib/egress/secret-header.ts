const secretName =
  /(^|[-_])(authorization|api-?key|apikey|key|token|secret|password|credentials?|signature|sig|cookie2?)([-_]|$)/i;

/** Whether a header or query parameter of this name carries a secret (`x-api-key`, `set-cookie`, `key`). */
export const isSecretName = (name: string): boolean => secretName.test(name);

/** Headers without the ones that carry secrets, in order. */
export const withoutSecrets = (headers: Iterable<readonly [string, string]>): [string, string][] =>
  [...headers].flatMap(([name, value]): [string, string][] =>
    isSecretName(name)
      ? []
      : [[name, /^(location|referer)$/i.test(name) ? urlWithoutSecrets(value) : value]],
  );

/** The URL with the values of secret query parameters, and any credentials, taken out. */
export function urlWithoutSecrets(text: string): string {
  if (!URL.canParse(text)) return text.replace(/\?.*$/s, '');
  const url = new URL(text);
  url.username = '';
  url.password = '';
  for (const name of new Set(url.searchParams.keys())) {
    if (isSecretName(name)) url.searchParams.set(name, 'removed');
  }
  return url.href;
}
