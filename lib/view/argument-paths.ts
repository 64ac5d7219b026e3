import { isObject, type Json } from '@/lib/trace/json';

/** At most so many paths are named. */
const most = 20;

/** Paths (`filter.from`, `items.0.id`) where two values differ, in order; at most 20. */
export function differingPaths(a: Json, b: Json): string[] {
  const paths: string[] = [];
  walk(a, b, [], paths);
  return paths;
}

function walk(a: Json | undefined, b: Json | undefined, path: string[], paths: string[]): void {
  if (paths.length >= most) return;
  if (isObject(a) && isObject(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
      walk(own(a, key), own(b, key), [...path, key], paths);
  } else if (Array.isArray(a) && Array.isArray(b)) {
    for (let at = 0; at < Math.max(a.length, b.length) && paths.length < most; at += 1)
      walk(a[at], b[at], [...path, String(at)], paths);
  } else if (JSON.stringify(a) !== JSON.stringify(b)) {
    paths.push(path.join('.') || 'all of it');
  }
}

const own = (value: { [key: string]: Json }, key: string): Json | undefined =>
  Object.hasOwn(value, key) ? value[key] : undefined;
