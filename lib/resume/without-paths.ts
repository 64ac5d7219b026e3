import { isObject, type Json } from '@/lib/trace/json';

/**
 * A value without what stands at the given paths: names and places parted by dots, `*` for any one of them
 * (`page.token`, `items.*.id`, `items.0`). What is not there is not missed. A name that has a dot in it can
 * only be meant by `*`.
 */
export function withoutPaths(value: Json, paths: readonly string[]): Json {
  return strip(
    value,
    paths.map((path) => path.split('.')),
  );
}

type Path = readonly string[];

function strip(value: Json, paths: readonly Path[]): Json {
  if (paths.length === 0) return value;
  if (Array.isArray(value)) {
    return value.flatMap((item, at) => {
      const inner = below(paths, String(at));
      return inner === null ? [] : [strip(item, inner)];
    });
  }
  if (!isObject(value)) return value;
  // Without a prototype, so that no name means anything but itself.
  const kept: { [key: string]: Json } = Object.create(null);
  for (const [key, item] of Object.entries(value)) {
    const inner = below(paths, key);
    if (inner !== null) kept[key] = strip(item, inner);
  }
  return kept;
}

/** What the paths say of what is inside; null where one of them ends here. */
function below(paths: readonly Path[], key: string): Path[] | null {
  const inner: Path[] = [];
  for (const [head, ...rest] of paths) {
    if (head !== key && head !== '*') continue;
    if (rest.length === 0) return null;
    inner.push(rest);
  }
  return inner;
}
