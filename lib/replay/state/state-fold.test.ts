import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyStateEvents, stateEvents } from './any-state.testing';
import { type AuditEntry, auditTrail, keyHistory } from './audit-trail';
import { changesAt } from './changes-at';
import { compareKeys, type StateEntry, StateFold, stateAt } from './state-fold';
import { type IndexedEntry, StateIndex } from './state-index';

/** The audit trail folded by other means: a plain list, searched from its end. */
function foldTrail(trail: readonly AuditEntry[]): StateEntry[] {
  const seen: AuditEntry[] = [];
  for (const entry of trail)
    if (!seen.some((other) => compareKeys(entry, other) === 0)) seen.push(entry);
  return seen.sort(compareKeys).flatMap((name) => {
    const own = trail.filter((entry) => compareKeys(entry, name) === 0);
    const last = own.at(-1);
    if (!last) return [];
    const { namespace, agent, key, value, op, version, seq } = last;
    const deleted = op === 'delete';
    return { namespace, agent, key, value, deleted, version, seq, writes: own.length };
  });
}

describe('state as a fold', () => {
  it('equals the fold of the audit trail', () => {
    fc.assert(
      fc.property(anyStateEvents, (events) => {
        expect(stateAt(events)).toEqual(foldTrail([...auditTrail(events)]));
      }),
    );
  });

  it('of a beginning is that of the whole before the rest came', () => {
    fc.assert(
      fc.property(anyStateEvents, fc.nat({ max: 20 }), (events, cut) => {
        const fold = new StateFold();
        for (const event of events.slice(0, cut)) fold.add(event);
        const then = structuredClone(fold.read());
        const seen = fold.read();
        for (const event of events.slice(cut)) fold.add(event);
        expect(seen).toEqual(then);
        expect(seen).toEqual(stateAt(events.slice(0, cut)));
        expect(fold.read()).toEqual(stateAt(events));
      }),
    );
  });

  it('is changed by nothing but operations', () => {
    fc.assert(
      fc.property(anyStateEvents, (events) => {
        expect(stateAt(events.filter(({ kind }) => kind === 'state'))).toEqual(stateAt(events));
      }),
    );
  });

  it('lists keys by code point, whatever the order in which they came', () => {
    const entries = stateAt(
      stateEvents([
        { key: '\u{1F600}' },
        { key: '\uFF5E' },
        { key: 'b', namespace: 'z' },
        { key: 'a' },
      ]),
    );
    expect(entries.map(({ key }) => key)).toEqual(['a', '\uFF5E', '\u{1F600}', 'b']);
  });

  it('keeps names apart that join to the same text', () => {
    const entries = stateAt(
      stateEvents([
        { agent: 'a:b', key: 'c', value: 1 },
        { agent: 'a', key: 'b:c', value: 2 },
      ]),
    );
    expect(entries.map(({ value }) => value)).toEqual([2, 1]);
  });

  it('keeps a deleted key as a tombstone, and takes no order from versions', () => {
    const events = stateEvents(
      [{ key: 'k', value: 1, version: 7 }],
      [{ key: 'k', deleted: true, version: 8 }],
      [{ key: 'k', value: 2, version: 1 }],
    );
    expect(stateAt(events.slice(0, 2))).toMatchObject([{ deleted: true, value: null, version: 8 }]);
    expect(stateAt(events)).toMatchObject([
      { deleted: false, value: 2, version: 1, seq: 2, writes: 3 },
    ]);
  });
});

describe('what an event changed', () => {
  it('leads from the state before it to the state after it', () => {
    fc.assert(
      fc.property(anyStateEvents, (events) => {
        events.forEach((event, at) => {
          const before = new StateFold();
          for (const earlier of events.slice(0, at)) before.add(earlier);
          const changes = changesAt(event, (name) => before.get(name));
          const after = stateAt(events.slice(0, at + 1));
          expect(changes.map((change) => change.after)).toEqual(
            after.filter(({ seq }) => seq === event.seq),
          );
          for (const change of changes) expect(change.before).toEqual(before.get(change) ?? null);
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('audit trail', () => {
  it('marks what is about the key of another agent', () => {
    const [own, other] = auditTrail(
      stateEvents([
        { key: 'k', value: 1 },
        { key: 'k', value: 2, agent: 'helper' },
      ]),
    );
    expect(own).toMatchObject({ agent: 'main', foreign: false, index: 0 });
    expect(other).toMatchObject({ agent: 'helper', foreign: true, index: 1 });
  });
});

describe('index without values', () => {
  it('says the same as the fold, at every event', () => {
    fc.assert(
      fc.property(anyStateEvents, (events) => {
        const index = new StateIndex();
        for (const event of events) index.add(event);
        const valueAt = (seq: number, at: number) =>
          [...auditTrail(events)].find((entry) => entry.seq === seq && entry.index === at)?.value;
        events.forEach((event, at) => {
          const { seq } = event;
          const entries = index.at(seq).entries.map(({ index: place, ...entry }) => ({
            ...entry,
            value: valueAt(entry.seq, place),
          }));
          expect(entries).toEqual(stateAt(events.slice(0, at + 1)));
          const before = new StateFold();
          for (const earlier of events.slice(0, at)) before.add(earlier);
          const valued = (entry: IndexedEntry | null) => {
            if (!entry) return null;
            const { index: place, ...rest } = entry;
            return { ...rest, value: valueAt(entry.seq, place) };
          };
          const changes = changesAt(event, (name) => before.get(name));
          expect(index.changes(seq).map((one) => [valued(one.before), valued(one.after)])).toEqual(
            changes.map((change) => [change.before, change.after]),
          );
        });
        for (const name of stateAt(events)) {
          const history = keyHistory(events, name).map(({ seq, index: at }) => ({
            seq,
            index: at,
          }));
          expect(index.history(name)).toMatchObject(history);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('filters by namespace, agent and text, and names where versions restart', () => {
    const index = new StateIndex();
    for (const event of stateEvents(
      [
        { key: 'Plan', namespace: 'x', value: 1, version: 2 },
        { key: 'plan/b', agent: 'helper', value: 1, version: 1 },
      ],
      [{ key: 'Plan', namespace: 'x', value: 2, version: 1 }],
    ))
      index.add(event);
    expect(index.at(9, { find: 'PLAN' }).total).toBe(2);
    expect(index.at(9, { namespace: 'x' }).entries).toMatchObject([{ key: 'Plan', writes: 2 }]);
    expect(index.at(9, { agent: 'helper' }).entries).toMatchObject([{ key: 'plan/b' }]);
    expect(index.at(9, { offset: 1, limit: 1 })).toEqual({
      entries: index.at(9).entries.slice(1, 2),
      total: 2,
    });
    expect(index.restarts).toEqual([
      { namespace: 'x', agent: 'main', key: 'Plan', seq: 1, before: 2, after: 1 },
    ]);
  });
});
