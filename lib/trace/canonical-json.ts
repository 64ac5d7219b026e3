const isPlainKey = /^[\w-]+$/;

/**
 * RFC 8785 text of a JSON value: keys sorted by UTF-16 unit, ES6 numbers, no white space; members that
 * are undefined are left out. Throws TypeError on NaN, infinities and undefined, which JSON.parse never yields.
 * Written here, as it is called several times an event: the test holds it against a package of that name.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical form`);
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? canonicalList(value) : canonicalObject(value);
    default:
      throw new TypeError('Only JSON values have a canonical form');
  }
}

function canonicalList(list: readonly unknown[]): string {
  let text = '[';
  for (let at = 0; at < list.length; at += 1) {
    if (at > 0) text += ',';
    text += canonicalJson(list[at] ?? null);
  }
  return `${text}]`;
}

function canonicalObject(object: object): string {
  // An object that is no list; keys() names its own members, and an own member hides an inherited one.
  const members = object as Readonly<Record<string, unknown>>;
  const keys = Object.keys(members);
  if (keys.length > 1) keys.sort();
  let text = '{';
  for (const key of keys) {
    const value = members[key];
    if (value === undefined) continue;
    if (text !== '{') text += ',';
    text += isPlainKey.test(key) ? `"${key}":` : `${JSON.stringify(key)}:`;
    text += canonicalJson(value);
  }
  return `${text}}`;
}
