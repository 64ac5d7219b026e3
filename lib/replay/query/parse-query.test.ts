import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse-query';
import { printQuery } from './print-query';
import { atomsOf, maxQueryLength, type Query } from './query';

function read(text: string): Query {
  const parsed = parseQuery(text);
  if ('error' in parsed) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.query;
}

/** The tree as JSON: without places and what a regex was compiled to. */
const shape = ({ root }: Query): unknown =>
  JSON.parse(
    JSON.stringify(root, (key, value: unknown) =>
      key === 'start' || key === 'end' ? undefined : value,
    ),
  );

const fails = (text: string) => {
  const parsed = parseQuery(text);
  if ('query' in parsed) throw new Error(`${text} is a query`);
  const { message, start, end, suggestion } = parsed.error;
  return { message, at: text.slice(start, end), suggestion };
};

describe('a query', () => {
  it.each([
    ['', ''],
    ['  , ', ''],
    ['kind:tool-call is:error', 'kind:tool-call is:error'],
    ['a, b', 'a b'],
    ['a AND b OR c', '(a b) OR c'],
    ['a (b OR c) -d', 'a (b OR c) -d'],
    ['NOT (a b)', '-(a b)'],
    ['- a', '-a'],
    ['--a', '--a'],
    ['dur:>2s cost>=0.01', 'dur>2s cost>=0.01'],
    ['TOOL:Web_Search', 'tool:Web_Search'],
    ['args.query~/re\\/fund/i', 'args.query~/re\\/fund/i'],
    ['args."a.b".c:"1..5"', 'args."a.b".c:"1..5"'],
    ['ts:2026-05-09T10:00..10:05', 'ts:2026-05-09T10:00..10:05'],
    ['ts:"2026-05-09 10:00"', 'ts:"2026-05-09 10:00"'],
    ['"one, two" three', '"one, two" three'],
    ['"say \\"no\\" \\\\"', '"say \\"no\\" \\\\"'],
    ['main(x) notes.txt /usr/bin', '"main(x)" "notes.txt" "/usr/bin"'],
    ['(main(x))', '"main(x)"'],
    ['größe 検索', 'größe 検索'],
    ['"OR"', '"OR"'],
    ['or not', 'or not'],
    ['has:tool-call', 'has:tool_call'],
    ['bernstein:"role=backend,status=done"', 'bernstein:"role=backend,status=done"'],
  ])('%s is %s', (text, printed) => {
    expect(printQuery(read(text))).toBe(printed);
  });

  it('knows where each part stands', () => {
    const text = 'is:error -(tool:x OR "a b") /y/i';
    const places = [...atomsOf(read(text).root)].map(({ start, end }) => text.slice(start, end));
    expect(places).toEqual(['is:error', 'tool:x', '"a b"', '/y/i']);
  });

  it.each([
    ['toool:x', 'toool', 'tool'],
    ['duration:>2s', 'duration', 'dur'],
    ['https://a.example', 'https://a.example', '"https://a.example"'],
    ['is:errr', 'errr', 'error'],
    ['has:imag', 'imag', 'image'],
    ['kind:toolcall', 'toolcall', 'tool-call'],
    ['role:asistant', 'asistant', 'assistant'],
    ['dur:200', '200', null],
    ['seq:9..1', '9..1', null],
    ['ts:2026-02-30', '2026-02-30', null],
    ['ts:10:00', '10:00', null],
    ['tool>3', '3', null],
    ['dur~/2/', '/2/', null],
    ['args.x>many', 'many', null],
    ['seq.a:1', 'seq.a:', null],
    ['args.:1', 'args.:', null],
    ['/a(?=b)/', '(?=', null],
    ['args.q~/(a)\\1/', '\\1', null],
    ['/a/g', '', null],
    ['"abc', '"abc', '"abc"'],
    ['(a', '(a', null],
    ['a)', ')', null],
    ['tool:', ':', null],
    ['""', '""', null],
    ['a AND', 'D', null],
    ['bernstein:"a=("', '"a=("', null],
    ['bernstein:"--limit 3"', '"--limit 3"', null],
  ])('%s is wrong at %s', (text, at, suggestion) => {
    const wrong = fails(text);
    if (text !== '/a/g') expect(wrong.at).toBe(at);
    expect(wrong.suggestion).toBe(suggestion);
    expect(wrong.message).toMatch(/^\S.*[.?]$/s);
  });

  it('says where fields of a comparison belong', () => {
    expect(fails('changed:true').message).toMatch(/only on the diff page/);
    expect(fails('judge.score>1').message).toMatch(/only on the diff page/);
  });

  it('is bounded in length and depth', () => {
    expect(fails('a'.repeat(maxQueryLength + 1)).message).toMatch(/2000/);
    expect(fails(`${'('.repeat(60)}a${')'.repeat(60)}`).message).toMatch(/deep/);
    expect(fails(`${'-'.repeat(900)}a`).message).toMatch(/deep/);
    read(`${'('.repeat(49)}a${')'.repeat(49)}`);
  });
});

const word = fc.oneof(
  fc.constantFrom(
    ...['is:error', 'a', '"b c"', '/d+/i', 'tool:x', 'tool=', 'OR', 'AND', 'NOT', '-', '(', ')'],
    ...[',', ' ', '"', '/', '\\', ':', '..', 'args.', 'args.a:1..2', 'dur>2s', 'ts:2026', '~'],
    ...['bernstein:"a=b"', 'has:image', 'seq:1..9', 'state."k l">=3', 'x!=y', 'role!=user'],
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const anyText = fc.array(word, { maxLength: 12 }).map((words) => words.join(''));
const spaced = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));

describe('whatever is typed', () => {
  it('is a query or an error with its place, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, spaced), (text) => {
        const parsed = parseQuery(text);
        if ('query' in parsed) return;
        const { start, end, message } = parsed.error;
        expect(message).not.toBe('');
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same query when it is printed and read again', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, spaced), (text) => {
        const parsed = parseQuery(text);
        if ('error' in parsed) return;
        const printed = printQuery(parsed.query);
        expect(shape(read(printed)), `${text} → ${printed}`).toEqual(shape(parsed.query));
      }),
      { numRuns: 1000 },
    );
  });
});
