import { expect, it } from 'vitest';
import type { Fact } from '@/lib/replay/facts/fact';
import { stateDiff } from '@/lib/replay/facts/state-diff';
import { factsMarkdown, stateDiffMarkdown } from './facts-markdown';

const fact = (given: Partial<Fact> & Pick<Fact, 'kind' | 'key'>): Fact => ({
  ...{ title: given.key, status: 'active', detail: null, seq: 1, since: 1 },
  ...{ source: 'inferred', rule: 'A rule' },
  ...given,
});
const moment = (id: string, seq = 9) => ({ id, name: `run *${id}*`, seq, events: 10 });

const before: Fact[] = [
  fact({ kind: 'goal', key: 'first prompt', title: 'Fix it', detail: 'Fix it' }),
  fact({ kind: 'test', key: 'tests/a.py::test_<b>' }),
  fact({ kind: 'file', key: 'gone.ts', status: 'edited', seq: 4 }),
  fact({ kind: 'value', key: '["","main","k"]', title: 'main · k', status: 'set', detail: 1 }),
];
const after: Fact[] = [
  fact({ kind: 'goal', key: 'first prompt', title: 'Fix it', detail: 'Fix it' }),
  fact({ kind: 'test', key: 'tests/a.py::test_<b>', status: 'resolved', seq: 47 }),
  fact({ kind: 'todo', key: 'new | one', status: 'in_progress', source: 'recorded' }),
  fact({ kind: 'value', key: '["","main","k"]', title: 'main · k', status: 'set', detail: 2 }),
];

it('writes transitions of two runs, with the side of the cause and nothing of the trace as markup', () => {
  expect(stateDiffMarkdown(moment('a'), moment('b'), stateDiff(before, after))).toBe(`# State diff

- A: run \\*a\\*, after event #9 of 10 events
- B: run \\*b\\*, after event #9 of 10 events

## Tests (1)

| What | Before | After | Event | How it is known |
| --- | --- | --- | --- | --- |
| tests/a.py::test\\_\\<b\\> | active | resolved | B \\#47 | inferred: A rule |

## Files touched (1)

| What | Before | After | Event | How it is known |
| --- | --- | --- | --- | --- |
| gone.ts | edited | not in B | A \\#4 | inferred: A rule |

## Todos (1)

| What | Before | After | Event | How it is known |
| --- | --- | --- | --- | --- |
| new \\| one | not in A | in progress | B \\#1 | recorded: A rule |

## Values (1)

| What | Before | After | Event | How it is known |
| --- | --- | --- | --- | --- |
| main · k | 1 | 2 | B \\#1 | inferred: A rule |

Unchanged: goals 1.
`);
});

it('says of two moments of one run what appeared, and of no change that there is none', () => {
  const text = stateDiffMarkdown(moment('a', 3), moment('a'), stateDiff([], after));
  expect(text).toContain('| new \\| one | – | in progress | \\#1 |');
  expect(stateDiffMarkdown(moment('a'), moment('b'), stateDiff(after, after))).toContain(
    'Nothing changed.\n\nUnchanged: goals 1, tests 1, todos 1, values 1.',
  );
  expect(factsMarkdown(moment('a', -1), [])).toContain('which has no events\n\nNothing was found');
});
