import { describe, expect, it } from 'vitest';
import type { OutlineRow } from '@/lib/trace/outline';
import { packOutline, unpackOutline } from './outline-page';

const row: OutlineRow = {
  seq: 7,
  kind: 'model-call',
  type: 'assistant',
  lane: 'main',
  parent: null,
  name: '12',
  role: null,
  call: null,
  startedAt: 1.5,
  durationMs: null,
  inputTokens: 3,
  outputTokens: null,
  costUsd: null,
  error: false,
  unfinished: false,
  hash: 'ab',
  setup: null,
  saw: { base: null, keep: 0, append: [[0, 2]] },
  said: null,
  sawFidelity: 'exact',
  saidFidelity: null,
  summary: 'hello',
};

/** Every column with a value of its own: none can be taken for another. */
const full: OutlineRow = {
  ...row,
  ...{ seq: 9, parent: 8, name: 'tool', role: 'tool', call: 6, startedAt: 11.5, durationMs: 12 },
  ...{ inputTokens: 13, outputTokens: 14, costUsd: 0.5, error: true, hash: 'cd', setup: 'ef' },
  ...{ said: { base: 7, keep: 2, append: [[2, 3]] }, saidFidelity: 'derived', summary: 'bye' },
};

describe('outline page', () => {
  it('comes back as it was packed', () => {
    const rows = [row, { ...row, seq: 8, name: null, lane: '__proto__' }, full];
    const page = packOutline(rows, 7, 10);
    expect(unpackOutline(JSON.parse(JSON.stringify(page)))).toEqual(rows);
  });

  it('refuses rows of another version', () => {
    const page = packOutline([row], 7, 8);
    expect(() =>
      unpackOutline({ ...page, columns: page.columns.map((name) => `old-${name}`) }),
    ).toThrow();
  });
});
