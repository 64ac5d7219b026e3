import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { field, type Json, jsonSchema } from '@/lib/trace/json';
import { corpusRoot, reportOracle } from '@/scripts/corpus';
import { stateEvents } from './any-state.testing';
import { StateFold } from './state-fold';
import { StatehouseMachine } from './statehouse-machine.testing';
import { statehouseReplay, type Transaction, transactionsOf } from './statehouse-replay';

const root = corpusRoot();
const caseSchema = z.object({
  case: z.string(),
  profile: z.string(),
  op: z.literal('state_machine_script'),
  input: z.object({ steps: z.array(z.array(jsonSchema)) }),
  expect: z.array(jsonSchema),
});
const folder = root === null ? null : join(root, 'oracles', 'statehouse');
const files =
  folder === null ? [] : readdirSync(folder).filter((name) => /cases.*\.json$/.test(name));
/** Scripts of any file of the folder; cases of another operation are the client's and judged there. */
const cases = files.flatMap((file) =>
  z
    .array(z.looseObject({ op: z.string() }))
    .parse(JSON.parse(readFileSync(join(folder ?? '', file), 'utf8')))
    .filter(({ op }) => op === 'state_machine_script')
    .map((one) => caseSchema.parse(one)),
);

const eventsOf = (log: readonly Transaction[]) =>
  stateEvents(
    ...log.map(({ operations }) =>
      operations.map(({ value, ...operation }) => ({
        ...operation,
        ...(value === null ? { deleted: true } : { value }),
      })),
    ),
  );

const picked = (row: Json) => ({
  value: field(row, 'value'),
  version: field(row, 'version'),
  deleted: field(row, 'deleted'),
});

describe.skipIf(root === null)("scripts of Statehouse's server", () => {
  afterAll(() => reportOracle({ cases: cases.length }));

  it('finds cases', () => expect(cases.length).toBeGreaterThan(0));

  it.each(cases)('$case ($profile)', ({ profile, input, expect: expected }) => {
    const machine = new StatehouseMachine(profile);
    expect(input.steps.map((step) => machine.run(step))).toEqual(expected);
  });

  it.each(cases)('$case ($profile): the fold knows the same state', ({ profile, input }) => {
    const machine = new StatehouseMachine(profile);
    for (const step of input.steps) {
      const answer = machine.run(step);
      const [op, ...names] = step;
      // Names that hold a colon collide in its rows, and nowhere here.
      if (op !== 'get_state' || (profile === 'rocks' && names.join().includes(':'))) continue;
      const [namespace = '', agent = '', key = ''] = names.map(String);
      const fold = new StateFold();
      for (const event of eventsOf(machine.log)) fold.add(event);
      const { value, version, deleted } = fold.get({ namespace, agent, key }) ?? {};
      expect(value === undefined ? null : { value, version, deleted }).toEqual(
        answer === null ? null : picked(answer),
      );
    }
  });
});

describe('a trace as transactions', () => {
  it('takes ids, counters and versions from the trace, and fills in what it does not say', () => {
    const events = stateEvents(
      [
        { key: 'k', namespace: 'default', agent: 'a', value: { n: 1, list: [{}, [], 1] } },
        { key: 'k', namespace: 'default', agent: 'b', value: 'text' },
      ],
      [],
      [{ key: 'k', namespace: 'default', agent: 'a', deleted: true }],
    );
    const range = { namespace: 'default', agent: 'a' };
    expect([...statehouseReplay(transactionsOf(events), range)]).toEqual([
      {
        txn_id: 'event-0',
        commit_ts: 1,
        operations: [
          { key: 'k', value: { n: 1, list: [null, null, 1] }, version: 1 },
          { key: 'k', value: {}, version: 1 },
        ],
      },
      { txn_id: 'event-2', commit_ts: 3, operations: [{ key: 'k', value: null, version: 2 }] },
    ]);
  });
});
