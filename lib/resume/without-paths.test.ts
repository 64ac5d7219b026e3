import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '@/lib/trace/canonical-json';
import { isObject, type Json } from '@/lib/trace/json';
import { withoutPaths } from './without-paths';

const without = (value: Json, ...paths: string[]) => canonicalJson(withoutPaths(value, paths));

describe('withoutPaths', () => {
  it.each<[Json, string[], Json]>([
    [{ a: 1, b: 2 }, ['a'], { b: 2 }],
    [{ page: { token: 't', size: 5 } }, ['page.token'], { page: { size: 5 } }],
    [{ items: [{ id: 1, n: 'x' }, { id: 2 }] }, ['items.*.id'], { items: [{ n: 'x' }, {}] }],
    [{ list: [1, 2, 3] }, ['list.1'], { list: [1, 3] }],
    [{ a: { x: 1 }, b: { x: 2, y: 3 } }, ['*.x'], { a: {}, b: { y: 3 } }],
    [{ a: 1 }, ['b', 'a.b', '*.c'], { a: 1 }],
    ['text', ['a', '*'], 'text'],
    [
      JSON.parse('{"__proto__": {"x": 1}, "b": 1}'),
      ['__proto__.x'],
      JSON.parse('{"__proto__": {}, "b": 1}'),
    ],
  ])('%j without %j', (value, paths, rest) => {
    expect(without(value, ...paths)).toBe(canonicalJson(rest));
  });

  const key = fc.constantFrom('a', 'b', 'id', '__proto__', '0');
  const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.integer({ min: 0, max: 3 }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc
        .array(fc.tuple(key, tie('value')), { maxLength: 4 })
        .map(
          (entries): Json =>
            JSON.parse(
              `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join()}}`,
            ),
        ),
    ),
  })).value;
  const path = fc.array(fc.oneof(key, fc.constant('*')), { minLength: 1, maxLength: 3 });

  it('sees no difference at a path left out, and every other one', () => {
    fc.assert(
      fc.property(value, path, value, fc.boolean(), (before, names, other, remove) => {
        const places = placesOf(before);
        const after = places.map((place) => ({ place, out: isOut(place, names) }));
        for (const { place, out } of after) {
          // A place of a list counts from the others: only what is inside a list is tried by setting.
          const changed = put(
            before,
            place,
            remove && !Array.isArray(at(before, place.slice(0, -1))) ? undefined : other,
          );
          if (canonicalJson(changed) === canonicalJson(before)) continue;
          const same = without(before, names.join('.')) === without(changed, names.join('.'));
          if (out) expect(same).toBe(true);
          else if (
            !placesOf(before).some((one) => startsWith(one, place) && isOut(one, names)) &&
            !placesOf(changed).some((one) => startsWith(one, place) && isOut(one, names))
          ) {
            expect(same).toBe(false);
          }
        }
      }),
    );
  });
});

type Place = string[];

const startsWith = (place: Place, start: Place) => start.every((name, at) => place[at] === name);

/** Whether a place is at a path, or inside what is. */
const isOut = (place: Place, path: readonly string[]): boolean =>
  place.length >= path.length && path.every((name, at) => name === '*' || name === place[at]);

function placesOf(value: Json): Place[] {
  const entries = Array.isArray(value) || isObject(value) ? Object.entries(value) : [];
  return entries.flatMap(([key, item]) => [[key], ...placesOf(item).map((rest) => [key, ...rest])]);
}

function at(value: Json, place: Place): Json {
  const [key, ...rest] = place;
  if (key === undefined) return value;
  return at(new Map(Object.entries(value ?? {})).get(key) ?? null, rest);
}

/** undefined takes it out. */
function put(value: Json, [key = '', ...rest]: Place, item: Json | undefined): Json {
  const inner = (old: Json) => (rest.length > 0 ? put(old, rest, item) : item);
  if (Array.isArray(value))
    return value.map((old, at) => (String(at) === key ? (inner(old) ?? null) : old));
  const members = Object.entries(value ?? {}).flatMap(([name, old]): string[] => {
    const now = name === key ? inner(old) : old;
    return now === undefined ? [] : [`${JSON.stringify(name)}:${JSON.stringify(now)}`];
  });
  return JSON.parse(`{${members.join()}}`);
}
