import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutlineRow } from '@/lib/trace/outline';
import { type FilterRow, readDiffFilter, swappedFilter } from './diff-filter';

const event = (over: Partial<OutlineRow>): OutlineRow => ({
  ...{ seq: 0, kind: 'message', type: 'message', lane: '', parent: null, name: null, role: null },
  ...{ call: null, startedAt: null, durationMs: null, inputTokens: null, outputTokens: null },
  ...{ costUsd: null, error: false, unfinished: false, hash: '', setup: null, saw: null },
  ...{ said: null, sawFidelity: null, saidFidelity: null, summary: '' },
  ...over,
});
const call = event({ kind: 'tool-call', name: 'web_search', summary: 'Oslo, "rain" tomorrow' });
const said = event({ role: 'user', summary: 'Search for Oslo' });
const rows = {
  same: { state: 'same', fork: false, a: said, b: said },
  fork: { state: 'changed', fork: true, a: said, b: call },
  right: { state: 'right', fork: false, a: undefined, b: { ...call, error: true } },
  noise: { state: 'absorbed', fork: false, a: event({ kind: 'log' }), b: undefined },
} satisfies Record<string, FilterRow>;
const found = (text: string): string[] | string => {
  const { matches, problem } = readDiffFilter(text);
  return matches
    ? Object.entries(rows).flatMap(([name, row]) => (matches(row) ? [name] : []))
    : problem;
};

describe('readDiffFilter', () => {
  it.each([
    ['', ['same', 'fork', 'right', 'noise']],
    ['changed:any', ['fork', 'right', 'noise']],
    ['changed:no', ['same']],
    ['Changed:ANY Tool:WEB_search', ['fork', 'right']],
    ['changed:only-b,absorbed', ['right', 'noise']],
    ['changed:fork', ['fork']],
    ['tool:search', ['fork', 'right']],
    ['search', ['same', 'fork', 'right']],
    ['-tool:search', ['same', 'noise']],
    ['kind:tool-call', ['fork', 'right']],
    ['kind:"tool call"', ['fork', 'right']],
    ['-changed:any,same', []],
    ['role:user', ['same', 'fork']],
    ['is:error', ['right']],
    ['text:"search for"', ['same', 'fork']],
    ['text:"\\"rain\\""', ['fork', 'right']],
    ['"oslo, "', ['fork', 'right']],
    // Half written.
    ['changed:any tool:', ['fork', 'right', 'noise']],
    ['text:"search for', ['same', 'fork']],
  ])('%s', (text, names) => {
    expect(found(text)).toEqual(names);
  });

  it('says what it does not know, and what it does', () => {
    expect(found('colour:red')).toMatch(/no field “colour”\. There are changed, kind, tool/);
    expect(found('changed:alot')).toMatch(/changed:alot is not known\. It can be any/);
    expect(found('kind:tools')).toMatch(/tool-call/);
    expect(found('constructor:x')).toMatch(/no field/);
  });

  it('ends, and never throws, on whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const { matches, problem } = readDiffFilter(text);
        expect(matches === null).toBe(problem !== null);
        for (const row of Object.values(rows)) matches?.(row);
      }),
    );
  });

  it('finds any text in quotes that a row holds', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), (summary) => {
        const quoted = `text:"${summary.replace(/[\\"]/g, '\\$&')}"`;
        const row = { ...rows.same, a: event({ summary }) };
        expect(readDiffFilter(quoted).matches?.(row)).toBe(true);
      }),
    );
  });
});

it('means the same after the sides are swapped', () => {
  expect(swappedFilter('changed:left,moved tool:left -changed:only-b')).toBe(
    'changed:right,moved tool:left -changed:only-a',
  );
});
