import type { OutlineRow } from '@/lib/trace/outline';

/** A row of an outline that says nothing but what is given. */
export const outlineRow = (seq: number, given: Partial<OutlineRow> = {}): OutlineRow => ({
  ...{
    seq,
    kind: 'log',
    type: 'x',
    lane: 'main',
    parent: null,
    name: null,
    role: null,
    call: null,
  },
  ...{ startedAt: null, durationMs: null, inputTokens: null, outputTokens: null, costUsd: null },
  ...{ error: false, unfinished: false, hash: '', setup: null, saw: null, said: null },
  ...{ sawFidelity: null, saidFidelity: null, summary: '' },
  ...given,
});
