import { canonicalJson } from '@/lib/trace/canonical-json';
import { isObject, type Json } from '@/lib/trace/json';
import { equalling, holding } from './fold';
import type { Interval, Test } from './query';

/** Whether a text stands a test; numbers are asked of `numberTest`. */
export function textTest(test: Test): (text: string) => boolean {
  switch (test.type) {
    case 'contains':
      return holding(test.text);
    case 'equals':
      return equalling(test.text);
    case 'differs': {
      const equals = equalling(test.text);
      return (text) => !equals(text);
    }
    case 'matches':
      return test.whole ? test.pattern.testWhole : test.pattern.test;
    default:
      return () => false;
  }
}

/** Whether a number stands a test; none does where nothing is recorded. */
export function numberTest(test: Test): (value: number | null) => boolean {
  if (test.type !== 'within' && test.type !== 'outside') return () => false;
  const { interval } = test;
  const wanted = test.type === 'within';
  return (value) => value !== null && isIn(value, interval) === wanted;
}

const isIn = (value: number, { min, max, minOpen, maxOpen }: Interval): boolean =>
  (minOpen ? value > min : value >= min) && (maxOpen ? value < max : value <= max);

/**
 * Whether a JSON value stands a test: numbers by number, texts by text, what it holds by any of its leaves.
 * null and true are their words; a missing value stands none.
 */
export function jsonTest(test: Test): (value: Json | undefined) => boolean {
  const leaf = leafTest(test);
  const wholly = test.type === 'like' && test.op !== ':' ? spelled(test.text) : null;
  const differs = test.type === 'like' && test.op === '!=';
  return (value) => {
    if (value === undefined) return false;
    if (typeof value !== 'object' || value === null) return leaf(value);
    // Equality is asked of the whole value, the rest of what is in it.
    if (test.type === 'like' && test.op !== ':')
      return (canonicalJson(value) === wholly) !== differs;
    return leavesOf(value).some(leaf);
  };
}

function leafTest(test: Test): (value: Json) => boolean {
  if (test.type === 'matches') {
    const matches = textTest(test);
    return (value) => matches(typeof value === 'string' ? value : String(value));
  }
  if (test.type !== 'like') {
    const inside = numberTest(test);
    return (value) => typeof value === 'number' && inside(value);
  }
  const { op, text, number } = test;
  const holds = op === ':' ? holding(text) : equalling(text);
  return (value) => {
    const found =
      typeof value === 'number' && number !== null ? value === number : holds(String(value));
    return op === '!=' ? !found : found;
  };
}

function spelled(text: string): string | null {
  try {
    return canonicalJson(JSON.parse(text));
  } catch {
    // No JSON: equal to no list and no object.
    return null;
  }
}

function leavesOf(value: Json): Json[] {
  const leaves: Json[] = [];
  const open: Json[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (Array.isArray(next)) for (const one of next) open.push(one);
    else if (isObject(next)) for (const one of Object.values(next)) open.push(one);
    else if (next !== undefined) leaves.push(next);
  }
  return leaves;
}

/**
 * The values at a path: a number names the place in a list, any other word is looked for in each of its
 * members. A text that holds JSON is not looked into: see `parsedResult`.
 */
export function valuesAt(value: Json | undefined, path: readonly string[], from = 0): Json[] {
  const segment = path[from];
  if (value === undefined) return [];
  if (segment === undefined) return [value];
  if (Array.isArray(value)) {
    if (/^\d{1,9}$/.test(segment)) return valuesAt(value[Number(segment)], path, from + 1);
    return value.flatMap((one) => (Array.isArray(one) ? [] : valuesAt(one, path, from)));
  }
  if (!isObject(value) || !Object.hasOwn(value, segment)) return [];
  return valuesAt(value[segment], path, from + 1);
}
