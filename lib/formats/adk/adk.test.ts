import { describe, expect, it } from 'vitest';
import { stateAt } from '@/lib/replay/state/state-fold';
import type { Json } from '@/lib/trace/json';
import { sha256 } from '@/lib/trace/sha256.testing';
import { collect } from '../collect';
import { brokenLaws } from '../laws.testing';
import { SourceFile } from '../source/source-file';
import { adk } from './adk';
import { deltaOperations } from './state-delta';

const sourceOf = (value: Json) => ({
  files: [new SourceFile(0, 'session.json', new TextEncoder().encode(JSON.stringify(value)))],
});
const event = (author: string, rest: { [key: string]: Json }): Json => ({
  ...{ invocationId: 'i', author, timestamp: 1_790_000_000 },
  ...rest,
});
const said = (text: string): Json => ({ role: 'model', parts: [{ text }] });
const session = (events: Json[], state: Json = {}): Json => ({
  ...{ id: 's', appName: 'app', userId: 'u', state, events },
});

function opened(value: Json) {
  const collected = collect(adk, sourceOf(value), sha256);
  expect(brokenLaws(collected)).toEqual([]);
  const [trace] = collected.traces;
  if (!trace) throw new Error('There is no trace');
  return trace;
}

describe('a state delta', () => {
  it('has the prefix of a key as its namespace', () => {
    expect(
      deltaOperations({ a: 1, 'user:b': [2], 'app:c:d': 3, 'temp:': 4, 'x:y': 5 }, null),
    ).toEqual([
      { key: 'a', value: 1 },
      { namespace: 'user', key: 'b', value: [2] },
      { namespace: 'app', key: 'c:d', value: 3 },
      { key: 'temp:', value: 4 },
      { key: 'x:y', value: 5 },
    ]);
  });

  it('takes null for a removal only where the session has no such key at its end', () => {
    const delta = { gone: null, kept: null, 'temp:t': null, toString: null };
    expect(deltaOperations(delta, { kept: null })).toEqual([
      { key: 'gone', deleted: true },
      { key: 'kept', value: null },
      { namespace: 'temp', key: 't', value: null },
      { key: 'toString', deleted: true },
    ]);
    expect(deltaOperations({ gone: null }, null)).toEqual([{ key: 'gone', value: null }]);
  });

  it('knows the mark of removed keys in both spellings', () => {
    const mark = '__ADK_SENTINEL_REMOVED__';
    expect(
      deltaOperations({ a: mark, b: { [mark]: true }, c: { [mark]: true, d: 1 } }, null),
    ).toEqual([
      { key: 'a', deleted: true },
      { key: 'b', deleted: true },
      { key: 'c', value: { [mark]: true, d: 1 } },
    ]);
  });
});

describe('a session', () => {
  it('comes to its own final state, whoever wrote it', () => {
    const events = [
      event('one', { actions: { stateDelta: { a: 1, 'user:b': 1 } } }),
      event('two', { actions: { state_delta: { a: 2, c: 'x' } } }),
      event('two', { actions: { stateDelta: { c: null } } }),
    ];
    const { events: read } = opened(session(events, { a: 2, 'user:b': 1, given: true }));
    const standing = stateAt(read).filter(({ deleted }) => !deleted);
    expect(standing.map(({ namespace, key, value }) => [namespace, key, value])).toEqual([
      ['', 'a', 2],
      ['', 'given', true],
      ['user', 'b', 1],
    ]);
    expect(new Set(standing.map(({ agent }) => agent)).size).toBe(1);
  });

  it('reads seconds and milliseconds', () => {
    const at = (timestamp: number) => event('a', { timestamp, content: said('x') });
    const { events } = opened(session([at(1_790_000_000.5), at(1_790_000_000_500), at(0)]));
    expect(events.map(({ startedAt }) => startedAt)).toEqual([
      1_790_000_000_500,
      1_790_000_000_500,
      null,
    ]);
  });

  it('tells a streamed reply once', () => {
    const { messages, events } = opened(
      session([
        event('a', { partial: true, content: said('One') }),
        event('a', { partial: true, content: said(', two') }),
        event('a', { content: said('One, two') }),
      ]),
    );
    expect(messages).toHaveLength(1);
    expect(events.map(({ records }) => records.length)).toEqual([3]);
  });
});

it('knows its own files and no others', () => {
  expect(adk.sniff(sourceOf(session([event('a', {})])))).toBe('certain');
  expect(adk.sniff(sourceOf([session([event('a', {})])]))).toBe('certain');
  expect(adk.sniff(sourceOf([event('a', {})]))).toBe('likely');
  const others: Json[] = [
    { id: 's', userId: 'u', events: [{ type: 'x' }] },
    { events: [event('a', {})] },
    [{ author: 'a' }, { invocationId: 'i' }],
    [],
  ];
  for (const value of others) expect(adk.sniff(sourceOf(value))).toBe('no');
});
