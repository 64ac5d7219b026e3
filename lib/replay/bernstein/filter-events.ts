import { dumpJson } from '../python/python-json';
import { compilePythonRegex } from '../python/python-regex';
import { pythonStr, pythonStrip, typeName } from '../python/python-text';
import { dictGet, isDict, type PythonValue } from '../python/python-value';
import { SeedError } from '../python/seed-error';

/** The four options of `bernstein replay`. All that are given must hold; an empty text is as good as none. */
export interface BernsteinFilters {
  /** `--filter`: `key=regex` pairs, cut at every comma; parts without `=` do not count. */
  filter?: string;
  /** `--event-type`: exactly this. */
  eventType?: string;
  /** `--agent`: a part of `agent_id`, case-sensitive. */
  agent?: string;
  /** `--search`: a part of the event's JSON as Python writes it, so nothing but ASCII is ever found. */
  search?: string;
}

type Test = (event: PythonValue) => boolean;

/** Bernstein calls `event.get` without a look at what the event is. */
export function eventField(event: PythonValue, key: string): PythonValue | undefined {
  if (isDict(event)) return dictGet(event, key);
  throw new SeedError('AttributeError', `'${typeName(event)}' object has no attribute 'get'`);
}

/** `event.get(key, otherwise)`: null where the event says null. */
export function fieldOr(event: PythonValue, key: string, otherwise: PythonValue): PythonValue {
  const value = eventField(event, key);
  return value === undefined ? otherwise : value;
}

/** `str(event.get(key, ""))`: null is the text None. */
export const fieldText = (event: PythonValue, key: string): string =>
  pythonStr(fieldOr(event, key, ''));

function fieldTests(filter: string): Test[] {
  const parts = filter.split(',').map(pythonStrip);
  return parts
    .filter((part) => part.includes('='))
    .map((part) => {
      const cut = part.indexOf('=');
      const key = pythonStrip(part.slice(0, cut));
      const pattern = pythonStrip(part.slice(cut + 1));
      // Compiled when an event gets that far, as in Python: a bad pattern that no event reaches is no error.
      let found: ((text: string) => boolean) | null = null;
      return (event) => {
        found ??= compilePythonRegex(pattern, { ignoreCase: true });
        return found(fieldText(event, key));
      };
    });
}

function testsOf({ filter, eventType, agent, search }: BernsteinFilters): Test[] {
  const tests: Test[] = [];
  if (eventType) tests.push((event) => eventField(event, 'event') === eventType);
  if (agent) tests.push((event) => fieldText(event, 'agent_id').includes(agent));
  if (search) {
    const wanted = search.toLowerCase();
    tests.push((event) => dumpJson(event).toLowerCase().includes(wanted));
  }
  if (filter) tests.push(...fieldTests(filter));
  return tests;
}

const compiled = new WeakMap<BernsteinFilters, Test[]>();

/**
 * Whether an event passes, exactly as Bernstein's `filter_events` decides (docs: `--filter`, `--event-type`,
 * `--agent`, `--search`). Throws SeedError where Bernstein raises (a bad pattern, a field of what is no object),
 * UnsupportedPattern where a pattern cannot be matched in linear time. Patterns are compiled once a filters object.
 */
export function matchesBernstein(event: PythonValue, filters: BernsteinFilters): boolean {
  let tests = compiled.get(filters);
  if (!tests) {
    tests = testsOf(filters);
    compiled.set(filters, tests);
  }
  return tests.every((test) => test(event));
}

/** The events that pass, in their order. Throws as `matchesBernstein` does. */
export const filterEvents = <E extends PythonValue>(
  events: readonly E[],
  filters: BernsteinFilters,
): E[] => events.filter((event) => matchesBernstein(event, filters));
