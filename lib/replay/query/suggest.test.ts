import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainEmpty } from './explain-empty';
import { query, smallRun } from './run.testing';
import { suggest } from './suggest';

const { sink, context } = smallRun();
const rows = sink.outline;

/** What is offered where `|` stands, as `text count`. */
function offered(marked: string): string[] {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  return suggest(text, caret, rows, context).map(
    ({ insert, count }) => `${insert} ${count ?? '?'}`,
  );
}

describe('completion', () => {
  it.each<[string, string[]]>([
    ['tool:|', ['tool:web_search 2']],
    ['tool:SEA|', ['tool:web_search 2']],
    ['is:error tool:|', ['tool:web_search 1']],
    ['tool:| is:error', ['tool:web_search 1']],
    ['seq:0 tool:|', []],
    ['refund tool:|', ['tool:web_search ?']],
    ['is:pa|', ['is:partial 1']],
    ['is:h|', ['is:hand ?']],
    ['has:re|', ['has:reasoning ?']],
    ['-agent:|', ['agent:main 5', 'agent:Planner 2']],
    ['kind:tool-|', ['kind:tool-call 1', 'kind:tool-result 1']],
    ['(kind:edit OR status:er|', ['status:error 1']],
    ['gpt|', ['model:gpt-5 1']],
    ['mod|', ['model: ?', 'kind:model-call 1']],
    ['pro|', ['provenance: ?']],
    ['ar|', ['args. ?', 'tool:web_search 2']],
    ['"tool:|', []],
    ['dur:|', []],
    ['nothing-like-it|', []],
  ])('%s', (marked, expected) => {
    expect(offered(marked)).toEqual(expected);
  });

  it('begins with the fields', () => {
    expect(offered('|').slice(0, 3)).toEqual(['kind: ?', 'tool: ?', 'type: ?']);
    expect(offered('is:error |')).toHaveLength(12);
  });

  it('replaces the word at the caret and leaves the rest', () => {
    const text = 'is:error -tool:we kind:x';
    const [first] = suggest(text, 17, rows, context);
    expect(first && text.slice(0, first.start) + first.insert + text.slice(first.end)).toBe(
      'is:error -tool:web_search kind:x',
    );
  });

  it('quotes what is no word', () => {
    const odd = rows.map((row) => ({ ...row, type: 'run "a", b' }));
    const [first] = suggest('type:', 5, odd, context);
    expect(first).toMatchObject({ insert: 'type:"run \\"a\\", b"', label: 'run "a", b', count: 7 });
  });

  it('never throws, offers at most 12, each of them a way to go on', () => {
    const piece = fc.constantFrom(
      'tool:',
      'is:',
      '"',
      '(',
      'a',
      '-',
      ' ',
      ',',
      'kind:t',
      '/',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.nat(30), (pieces, at) => {
        const text = pieces.join('');
        const caret = Math.min(at, text.length);
        const found = suggest(text, caret, rows, context);
        expect(found.length).toBeLessThanOrEqual(12);
        for (const { start, end } of found) {
          expect(start).toBeLessThanOrEqual(caret);
          expect(end).toBeGreaterThanOrEqual(caret);
        }
      }),
    );
  });
});

describe('an empty result', () => {
  const why = (text: string) => explainEmpty(query(text), rows, context);
  it('says which part stands in the way', () => {
    expect(why('is:error kind:message')).toEqual([
      { text: 'is:error', matches: 2 },
      { text: 'kind:message', matches: 1 },
    ]);
    expect(why('-seq:0..6')).toEqual([{ text: '-seq:0..6', matches: 7 }]);
    expect(why('zzz kind:tool')).toEqual([{ text: 'zzz', matches: 2 }]);
    expect(why('kind:edit seq:99')).toEqual([]);
  });
});
