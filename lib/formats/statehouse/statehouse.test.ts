import { describe, expect, it } from 'vitest';
import { sha256 } from '@/lib/trace/sha256.testing';
import { collect } from '../collect';
import { SourceFile } from '../source/source-file';
import { statehouse } from './statehouse';

function open(...lines: object[]) {
  const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const { traces } = collect(statehouse, { files: [new SourceFile(0, 'log', bytes)] }, sha256);
  const [trace] = traces;
  if (!trace) throw new Error('no trace');
  return trace;
}

const commit = (commit_ts: number | string, ...operations: object[]) => ({
  ...{ txn_id: `t-${commit_ts}`, commit_ts, operations },
});

describe('Statehouse', () => {
  it('keeps whose each operation is', () => {
    const op = (agent_id: string, namespace: string) => ({
      ...{ agent_id, namespace, key: 'k', value: { by: agent_id }, version: 1 },
    });
    const { events, notes } = open(commit(1, op('a', 'x'), op('b', 'x'), op('a', 'y')));
    const [event] = events;
    expect(event?.lane).toBe('a');
    expect(event?.kind === 'state' && event.operations).toEqual([
      { namespace: 'x', agent: 'a', key: 'k', value: { by: 'a' }, version: 1 },
      { namespace: 'x', agent: 'b', key: 'k', value: { by: 'b' }, version: 1 },
      { namespace: 'y', agent: 'a', key: 'k', value: { by: 'a' }, version: 1 },
    ]);
    expect(notes.map(({ code }) => code)).toEqual(['logical-clock']);
  });

  it('takes an absent value and null for a delete, and an empty object for a write', () => {
    const [event] = open(
      commit('1', { key: 'gone' }, { key: 'void', value: null }, { key: 'kept', value: {} }),
    ).events;
    expect(event?.kind === 'state' && event.operations).toEqual([
      { key: 'gone', deleted: true },
      { key: 'void', deleted: true },
      { key: 'kept', value: {} },
    ]);
  });

  it('orders by the counter, beyond 2^53 too, and has no clock', () => {
    const { events, header } = open(
      commit('9007199254740995'),
      commit('9007199254740993'),
      commit(2),
    );
    expect(events.map(({ extra }) => extra)).toMatchObject([
      { commit_ts: 2 },
      { commit_ts: '9007199254740993' },
      { commit_ts: '9007199254740995' },
    ]);
    expect(events.map(({ startedAt }) => startedAt)).toEqual([null, null, null]);
    expect(header.timeQuality).toBe('none');
  });

  it('notes each restart once, and never orders by versions', () => {
    const write = (at: number, key: string, version: number) =>
      commit(at, { agent_id: 'a', key, value: { at }, version });
    const { events, notes } = open(
      write(1, 'k', 1),
      write(2, 'k', 2),
      write(3, 'm', 1),
      write(4, 'k', 1),
      write(5, 'm', 1),
      write(6, 'm', 2),
      write(7, 'm', 1),
    );
    expect(
      notes.filter(({ code }) => code === 'versions-restart').map(({ message }) => message),
    ).toEqual([
      'Versions start again at commit 4 (k: 2, then 1): the daemon was restarted. They order nothing.',
      'Versions start again at commit 7 (m: 2, then 1): the daemon was restarted. They order nothing.',
    ]);
    expect(events.map(({ records }) => records[0]?.[1])).toEqual(
      events.map(({ records }) => records[0]?.[1]).toSorted((a, b) => (a ?? 0) - (b ?? 0)),
    );
  });
});
