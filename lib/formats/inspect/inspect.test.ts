import { describe, expect, it } from 'vitest';
import { readInspectUsage } from '@/lib/dialects/inspect';
import { stateAt } from '@/lib/replay/state/state-fold';
import type { Json } from '@/lib/trace/json';
import { textOf } from '@/lib/trace/message';
import { sha256 } from '@/lib/trace/sha256.testing';
import { collect } from '../collect';
import { brokenLaws } from '../laws.testing';
import { SourceFile } from '../source/source-file';
import { inspect } from './inspect';

const sourceOf = (...values: Json[]) => ({
  files: values.map(
    (value, at) =>
      new SourceFile(at, `file-${at}.json`, new TextEncoder().encode(JSON.stringify(value))),
  ),
});
const sample = (rest: { [key: string]: Json }): { [key: string]: Json } => ({
  ...{ id: 1, epoch: 1, input: '', target: '', messages: [] },
  ...rest,
});
const log = (...samples: Json[]): Json => ({ version: 2, eval: {}, plan: {}, samples });
const opened = (...values: Json[]) => {
  const collected = collect(inspect, sourceOf(...values), sha256);
  expect(brokenLaws(collected)).toEqual([]);
  return collected.traces;
};

describe('a sample', () => {
  it('has its attachments put back, and only those that it has', () => {
    const content = (hash: string): Json => ({ role: 'user', content: `attachment://${hash}` });
    const [trace] = opened(
      log(
        sample({
          messages: [content('ab'), content('cd'), content('__proto__')],
          attachments: { ab: 'a long text' },
        }),
      ),
    );
    expect(trace?.messages.map(({ message }) => textOf(message))).toEqual([
      'a long text',
      'attachment://cd',
      'attachment://__proto__',
    ]);
  });

  it('has one store, whichever agents and events change it', () => {
    const [trace] = opened(
      log(
        sample({
          events: [
            { event: 'sample_init', state: { store: { a: 1 } } },
            { event: 'span_begin', id: 's', type: 'agent', name: 'helper' },
            { event: 'store', span_id: 's', changes: [{ op: 'replace', path: '/a', value: 2 }] },
            { event: 'state', changes: [{ op: 'add', path: '/store/b~1c', value: 3 }] },
            { event: 'state', changes: [{ op: 'add', path: '/messages/0', value: {} }] },
          ],
        }),
      ),
    );
    expect(
      stateAt(trace?.events ?? []).map(({ key, value, agent }) => [key, value, agent]),
    ).toEqual([
      ['a', 2, 'main'],
      ['b/c', 3, 'main'],
    ]);
  });

  it('is a trace of its own, wherever its file stands', () => {
    expect(opened(log(sample({}), sample({ epoch: 2 })))).toHaveLength(2);
    expect(opened({ version: 3, eval: {}, plan: {} }, sample({}), [1])).toHaveLength(1);
  });
});

it('counts cached tokens once, whether the provider counts them apart or not', () => {
  const counts = { input_tokens: 10, output_tokens: 5, input_tokens_cache_read: 4 };
  expect(readInspectUsage({ ...counts, total_tokens: 15 })?.input).toBe(10);
  expect(readInspectUsage({ ...counts, total_tokens: 19 })?.input).toBe(14);
  expect(readInspectUsage({ ...counts })?.input).toBe(10);
  expect(readInspectUsage(undefined)).toBeNull();
});

it('knows its own files and no others', () => {
  expect(inspect.sniff(sourceOf(log()))).toBe('certain');
  expect(inspect.sniff(sourceOf(sample({})))).toBe('likely');
  expect(inspect.sniff(sourceOf({ version: 3, eval: {}, plan: {} }, sample({})))).toBe('certain');
  const others: Json[] = [
    { version: 2, plan: {} },
    { id: 1, input: '', messages: [] },
    [sample({})],
  ];
  for (const value of others) expect(inspect.sniff(sourceOf(value))).toBe('no');
});
