import { describe, expect, it } from 'vitest';
import { parsePythonJson } from '../python/parse-python-json';
import { UnsupportedPattern } from '../python/python-regex';
import type { PythonValue } from '../python/python-value';
import { SeedError } from '../python/seed-error';
import { type BernsteinFilters, filterEvents, matchesBernstein } from './filter-events';

const event = {
  ...{ event: 'task_claimed', agent_id: 'backend-1', role: 'backend', model: null, done: true },
  ...{ tags: ['a', 'b'], note: 'Größe "x"', cost: 1e-7 },
};
const read = (text: string): PythonValue => {
  const parsed = parsePythonJson(text);
  return parsed.ok ? parsed.value : null;
};

describe("Bernstein's filters", () => {
  it.each<[BernsteinFilters, boolean]>([
    [{}, true],
    [{ filter: '', eventType: '', agent: '', search: '' }, true],
    [{ eventType: 'task_claimed' }, true],
    [{ eventType: 'Task_claimed' }, false],
    [{ eventType: 'task' }, false],
    [{ agent: 'kend' }, true],
    [{ agent: 'Backend' }, false],
    [{ search: 'TASK_CLAIMED' }, true],
    [{ search: '"model": null' }, true],
    [{ search: '"model":null' }, false],
    [{ search: 'größe' }, false],
    [{ search: 'gr\\u00f6' }, true],
    [{ search: '\\"x\\"' }, true],
    [{ filter: 'role=BACK' }, true],
    [{ filter: 'role=back,model=none' }, true],
    [{ filter: 'role=back,model=x' }, false],
    [{ filter: ' role = ^backend$ , what ,' }, true],
    [{ filter: 'role=a=b' }, false],
    [{ filter: 'done=True' }, true],
    [{ filter: "tags=\\['a'" }, true],
    [{ filter: 'cost=^1e-07$' }, true],
    [{ filter: 'missing=' }, true],
    [{ filter: 'missing=x' }, false],
    [{ filter: 'note=grösse' }, false],
    [{ filter: 'note=GRÖß' }, true],
    [{ filter: 'role=back', agent: 'qa' }, false],
  ])('%j', (filters, passes) => {
    expect(matchesBernstein(event, filters)).toBe(passes);
  });

  it('tells ints and floats apart where the file did', () => {
    const events = [read('{"ts": 1}'), read('{"ts": 1.0}'), read('{"ts": 12345678901234567890}')];
    const kept = (filters: BernsteinFilters) =>
      filterEvents(events, filters).map((found) => events.indexOf(found));
    expect(kept({ filter: 'ts=^1\\.0$' })).toEqual([1]);
    expect(kept({ search: '1.0' })).toEqual([1]);
    expect(kept({ filter: 'ts=890$' })).toEqual([2]);
  });

  it('takes null for the text None, and no field for no text', () => {
    expect(matchesBernstein({ agent_id: null }, { agent: 'None' })).toBe(true);
    expect(matchesBernstein({}, { agent: 'None' })).toBe(false);
  });

  it('raises where Bernstein raises, and no sooner', () => {
    expect(() => matchesBernstein(event, { filter: 'role=(' })).toThrow(SeedError);
    expect(() => matchesBernstein(event, { filter: 'role=(?=b)' })).toThrow(UnsupportedPattern);
    expect(matchesBernstein(event, { agent: 'qa', filter: 'role=(' })).toBe(false);
    expect(filterEvents([], { filter: 'role=(' })).toEqual([]);
    expect(() => filterEvents([5], { eventType: 'x' })).toThrow(SeedError);
    expect(filterEvents([5], { search: '5' })).toEqual([5]);
  });

  it('reads no key that an object inherits', () => {
    expect(matchesBernstein({}, { filter: 'constructor=function' })).toBe(false);
    expect(matchesBernstein(read('{"__proto__": "mine"}'), { filter: '__proto__=mine' })).toBe(
      true,
    );
  });
});
