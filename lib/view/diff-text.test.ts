import { describe, expect, it } from 'vitest';
import type { RunDiff } from '@/lib/replay/diff/diff-runs';
import type { RunMetrics } from '@/lib/replay/diff/run-metrics';
import type { OutlineRow } from '@/lib/trace/outline';
import type { Totals } from '@/lib/trace/trace';
import { absorbedWords } from './absorbed-words';
import { diffText } from './diff-text';

const event = (seq: number, over: Partial<OutlineRow> = {}): OutlineRow => ({
  ...{ seq, kind: 'message', type: 'message', lane: '', parent: null, name: null, role: null },
  ...{ call: null, startedAt: null, durationMs: null, inputTokens: null, outputTokens: null },
  ...{
    costUsd: null,
    error: false,
    unfinished: false,
    hash: '',
    setup: null,
    saw: null,
    said: null,
  },
  ...{ sawFidelity: null, saidFidelity: null, summary: `words ${seq}` },
  ...over,
});
const metrics = (events: number, over: Partial<RunMetrics> = {}): RunMetrics => ({
  ...{ events, modelCalls: 1, toolCalls: 0, errors: 0, inputTokens: null, outputTokens: null },
  ...{ costUsd: null, wallMs: null, tools: [] },
  ...over,
});
const totals = (events: number): Totals => ({
  ...{ events, messages: 0, byKind: {}, errors: 0, inputTokens: null, outputTokens: null },
  ...{ costUsd: null, models: [], startedAt: null, endedAt: null },
});
const diff: RunDiff & { shipit: { identical: boolean } } = {
  blocks: [
    { state: 'same', a: 0, aEnd: 6, b: 0, bEnd: 6 },
    { state: 'absorbed', a: 6, aEnd: 6, b: 6, bEnd: 10 },
    { state: 'same', a: 6, aEnd: 7, b: 10, bEnd: 11 },
    { state: 'changed', a: 7, aEnd: 8, b: 11, bEnd: 12 },
    { state: 'left', a: 8, aEnd: 9, b: 12, bEnd: 12 },
  ],
  ...{ verdict: 'diverged', confidence: 0.86, reason: 'Nothing matches behind it.' },
  ...{ fork: { a: 7, b: 11 }, rejoined: null, editedValue: null, firstDifference: null },
  ...{ sharedPrefix: 0, coarse: false, contentIdentical: false },
  counts: {
    ...{ same: 7, changed: 1, moved: 0, absorbed: 4, left: 1, right: 0, edit: 0, ignored: 0 },
  },
  metrics: {
    a: { before: metrics(7, { costUsd: 0.5 }), after: metrics(2, { costUsd: 0.34 }) },
    b: { before: metrics(11, { costUsd: 0.5 }), after: metrics(1, { costUsd: 0.21 }) },
  },
  shipit: { identical: false },
};
const search = (seq: number) => event(seq, { kind: 'tool-call', name: 'web_search' });
const a = Array.from({ length: 9 }, (_, seq) => (seq === 6 ? search(seq) : event(seq)));
const b = Array.from({ length: 12 }, (_, seq) =>
  [6, 8, 10].includes(seq) ? search(seq) : event(seq),
);

describe('diffText', () => {
  const input = {
    a: { name: 'good\nrun', totals: totals(9), outline: a },
    b: { name: 'bad run', totals: totals(12), outline: b },
    ...{ diff, link: 'http://localhost/diff?a=1&b=2' },
  };

  it('says verdict, figures and rows so that colour is not needed', () => {
    expect(diffText(input)).toBe(
      [
        'A  good␊run (9 events)',
        'B  bad run (12 events)',
        '',
        'Diverged at A #7 / B #11',
        'Confidence 0.86. Nothing matches behind it.',
        '4 events absorbed · content-identical: no · identical by type: no',
        '',
        '              whole run                before the fork      after it',
        'Events        9 → 12 (+3)              7 → 11 (+4)          2 → 1 (−1)',
        'Tokens        –                        –                    –',
        'Cost          $0.84 → $0.71 (−$0.13)   $0.50 → $0.50 (±0)   $0.34 → $0.21 (−$0.13)',
        'Time          –                        –                    –',
        'Model calls   2 → 2 (±0)               1 → 1 (±0)           1 → 1 (±0)',
        'Tool calls    0 → 0 (±0)               0 → 0 (±0)           0 → 0 (±0)',
        'Errors        0 → 0 (±0)               0 → 0 (±0)           0 → 0 (±0)',
        '',
        '  = 4 equal events',
        '  = A #4 / B #4  message: words 4',
        '  = A #5 / B #5  message: words 5',
        '  ≈ B #6–9  retry ×2 of web_search (absorbed)',
        '  = A #6 / B #10  tool call web_search: words 6',
        '⑂ ≠ A #7  message: words 7',
        '    B #11  message: words 11',
        '  − A #8  message: words 8',
        '',
        'http://localhost/diff?a=1&b=2',
        '',
      ].join('\n'),
    );
  });

  it('counts what would be too long', () => {
    const blocks = [{ state: 'left' as const, a: 0, aEnd: 5000, b: 0, bEnd: 0 }];
    const text = diffText({ ...input, diff: { ...diff, blocks, fork: null } });
    expect(text).toContain('… 3,000 more rows with changes: see the link');
    expect(text.split('\n').length).toBeLessThan(2030);
  });
});

describe('absorbedWords', () => {
  it('calls a retry what is called again', () => {
    expect(absorbedWords(b, 6, 10)).toBe('retry ×2 of web_search');
    expect(absorbedWords([event(0), search(1), event(2)], 1, 3)).toBe('web_search ×1');
  });

  it('names rows of one name, else counts them', () => {
    const log = (seq: number) => event(seq, { kind: 'log', name: 'heartbeat' });
    expect(absorbedWords([log(0), log(1), log(2)], 0, 3)).toBe('heartbeat ×3');
    expect(absorbedWords([log(0), event(1)], 0, 2)).toBe('2 events');
  });
});
