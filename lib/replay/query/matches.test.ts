import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySteps } from '@/lib/trace/any-trace.testing';
import { matchesEvent } from './matches-event';
import { matchesRow } from './matches-row';
import { needsBodies } from './needs-bodies';
import { anyRun, query, smallRun } from './run.testing';

const run = smallRun();

describe('what a row tells', () => {
  it.each<[string, number[]]>([
    ['', [0, 1, 2, 3, 4, 5, 6]],
    ['kind:tool', [2, 3]],
    ['kind=tool-call', [2]],
    ['kind:message', [0, 6]],
    ['tool:WEB', [2, 3]],
    ['tool!=bash', [2, 3]],
    ['-tool:web', [0, 1, 4, 5, 6]],
    ['tool~/^web_/', [2, 3]],
    ['tool=/web/', []],
    ['tool=/web.*/', [2, 3]],
    ['type=user', [0, 6]],
    ['role:user', [0, 6]],
    ['role=assistant', [1]],
    ['role:tool', [3]],
    ['agent:planner', [2, 3]],
    ['lane=a1', [2, 3]],
    ['model:GPT', [1]],
    ['name~/5$/', [1]],
    ['status:error', [3]],
    ['status:unfinished', [5]],
    ['status!=ok', [3, 5]],
    ['is:error', [3]],
    ['is:partial', [5]],
    ['is:recorded', [0, 1, 2, 3, 4, 5, 6]],
    ['is:live', []],
    ['seq:2..4', [2, 3, 4]],
    ['seq:..1', [0, 1]],
    ['seq:5..', [5, 6]],
    ['seq!=2..5', [0, 1, 6]],
    ['seq>4', [5, 6]],
    ['seq=3', [3]],
    ['dur:>2s', [1]],
    ['dur:200ms', [3]],
    ['dur:2s', [1]],
    ['dur=2s', []],
    ['dur!=200ms', [1]],
    ['dur<=200ms', [3]],
    ['tokens:1k..2k', [1]],
    ['tokens=1240', [1]],
    ['in:>=1.2k out<41', [1]],
    ['cost:>0.01', [1]],
    ['cost:>$0.02', []],
    ['ts:2026-05-09T10:00', [0, 1, 2, 3]],
    ['ts:2026-05-09T10:00..10:01', [0, 1, 2, 3, 4]],
    ['ts:2026-05-09T12:00:01+02:00', [1]],
    ['ts>2026-05-09T10:00:59', [4, 6]],
    ['ts<2026-05-09T10:00:01', [0]],
    ['ts<=2026-05-09T10:00:01', [0, 1]],
    ['ts:2026-05', [0, 1, 2, 3, 4, 6]],
    ['-ts:2026', [5]],
    ['t:9m41s', [6]],
    ['t:9:41', [6]],
    ['t:1m..9m42s', [4, 6]],
    ['t<=3.2s', [0, 1, 2]],
    ['kind:tool OR seq:0', [0, 2, 3]],
    ['kind:tool, is:error', [3]],
    ['-(kind:tool is:error) seq:2..3', [2]],
    ['is:excluded', []],
  ])('%s', (text, seqs) => {
    expect(needsBodies(query(text))).toBe(false);
    expect(run.findRows(text)).toEqual(seqs);
    expect(run.find(text)).toEqual(seqs);
  });

  it('knows a fork and what the reader left out', () => {
    const forked = smallRun({ ownFrom: 4, excluded: new Set([1]) });
    expect(forked.findRows('is:fork')).toEqual([4]);
    expect(forked.findRows('is:live')).toEqual([4, 5, 6]);
    expect(forked.findRows('is:recorded')).toEqual([0, 1, 2, 3]);
    expect(forked.findRows('is:excluded OR is:edited')).toEqual([1]);
  });
});

describe('what a body tells', () => {
  it.each<[string, number[]]>([
    ['refund', [0, 1, 2]],
    ['"ORDER 4711"', [0]],
    ['KÖLN', [0]],
    ['/order\\s+\\d+/i', [0]],
    ['/order/', []],
    ['text:spawned', [5]],
    ['text="web_search"', [1, 2, 3]],
    ['-refund kind:message', [6]],
    ['args.query:refund', [2]],
    ['args.query:"Refund, policy"', [2]],
    ['args.query="refund"', []],
    ['args.n:5', [2]],
    ['args.n:>4', [2]],
    ['args.n:1..5', [2]],
    ['args.n:"5"', [2]],
    ['args.n!=5', []],
    ['args."a.b".c:true', [2]],
    ['args.none:null', [2]],
    ['args.items.1.id=x2', [2]],
    ['args.items.id:x2', [2]],
    ['args.items.price>=3.5', [2]],
    ['args.items.0={"id":"x1"}', []],
    ['args.items.0="{\\"id\\":\\"x1\\"}"', [2]],
    ['args.missing!=1', []],
    ['-args.missing:1 seq:2', [2]],
    ['args:policy', [2]],
    ['args.query~refund', [2]],
    ['result.hits.id:7', [3]],
    ['result.ok:false', [3]],
    ['result:hits', []],
    ['state.plan.step.done:search', [4]],
    ['state."plan.step".done:search', [4]],
    ['state.mem.n=3', [4]],
    ['state.n>2', [4]],
    ['state.gone:x', []],
    ['meta.role=backend', [5]],
    ['meta.cost:>0.4', [5]],
    ['meta.__proto__:x', []],
    ['id:call_1', [2, 3]],
    ['id=r-9', [5]],
    ['provenance:hand', [3]],
    ['is:hand', [3]],
    ['has:reasoning', [1]],
    ['has:tool_call', [1, 2]],
    ['has:image', [6]],
    ['has:secret', [6]],
    ['is:redacted', []],
    ['bernstein:"role=backend,status=done"', [5]],
    ['bernstein:"--event-type user"', [0, 6]],
    ['bernstein:"--agent Plan --filter tool=^web"', [2, 3]],
    ['bernstein:"--search \'\\"event\\": \\"tool_called\\"\'"', [2]],
  ])('%s', (text, seqs) => {
    expect(needsBodies(query(text))).toBe(true);
    expect(run.find(text)).toEqual(seqs);
  });

  it('is looked for in the lines where there are rows only', () => {
    expect(run.findRows('refund')).toEqual([0, 1, 2]);
    expect(run.findRows('args.n:5')).toEqual([]);
  });
});

const atoms = fc.constantFrom(
  ...[
    'kind:model',
    'is:error',
    'tool:t',
    'seq:1..3',
    'role:user',
    'agent:sub',
    't>1s',
    'ts:2001..2020',
  ],
  ...['tokens>3', 'name:m', 'type~/^s/', 'status=ok', 'in:2..5', 'is:partial', 'lane!=main'],
);
const bodyAtoms = fc.constantFrom(
  ...[
    'a',
    '/b/i',
    'args:a',
    'state.k!=1',
    'meta:a',
    'has:reasoning',
    'id:c',
    'result.a:b',
    'text!=a',
  ],
  ...['bernstein:"event=model"', 'has:secret', 'is:redacted', 'provenance:hand'],
);
const queryOf = (atom: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      atom,
      tie('node').map((one) => `-(${one})`),
      fc.tuple(tie('node'), tie('node')).map(([one, other]) => `(${one} ${other})`),
      fc.tuple(tie('node'), tie('node')).map(([one, other]) => `(${one} OR ${other})`),
    ),
  })).node;

describe('for any run', () => {
  it('rows and events agree where no body is needed', () => {
    fc.assert(
      fc.property(anySteps, queryOf(atoms), (steps, text) => {
        const any = anyRun(steps);
        expect(any.findRows(text)).toEqual(any.find(text));
      }),
    );
  });

  it('a query and its negation part the events, and twice negated it is itself', () => {
    fc.assert(
      fc.property(anySteps, queryOf(fc.oneof(atoms, bodyAtoms)), (steps, text) => {
        const any = anyRun(steps);
        const found = any.find(text);
        const rest = any.find(`-(${text})`);
        expect([...found, ...rest].sort((a, b) => a - b)).toEqual(any.find(''));
        expect(any.find(`NOT NOT (${text})`)).toEqual(found);
      }),
    );
  });

  it('one event is judged as it is among the others', () => {
    fc.assert(
      fc.property(anySteps, queryOf(atoms), (steps, text) => {
        const { sink, context, findRows } = anyRun(steps);
        const asked = query(text);
        const alone = sink.outline.filter((row) => matchesRow(asked, row, context));
        expect(alone.map(({ seq }) => seq)).toEqual(findRows(text));
        const [event] = sink.events;
        const [row] = sink.outline;
        if (!event || !row) return;
        const subject = { row, event, said: [], heard: [], recorded: null };
        expect(matchesEvent(asked, subject, context)).toBe(matchesRow(asked, row, context));
      }),
    );
  });
});
