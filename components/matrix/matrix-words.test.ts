import { describe, expect, it } from 'vitest';
import type { Matrix, MatrixCell, MatrixColumn } from '@/lib/api/matrix-contract';
import { matrixMarkdown } from './matrix-markdown';
import { columnWords, isLive, limitsWords, progressWords } from './matrix-words';

const id = '0'.repeat(32);
const cell = (column: number, repeat: number, more: Partial<MatrixCell> = {}): MatrixCell => ({
  ...{ column, repeat, traceId: id, runId: id, deleted: false, status: 'done', reason: null },
  ...{ steps: 2, inputTokens: 1200, outputTokens: 30, costUsd: null, durationMs: 1500 },
  ...{ answer: 'all | well', parts: null, baseline: null },
  ...more,
});
const endpoint = { id: 'scripted' };
const control: MatrixColumn = { label: 'Control', edits: [], endpoint, control: true };
const edited: MatrixColumn = {
  ...{ label: 'A|B', endpoint, control: false },
  edits: [{ type: 'replace-last-user', text: 'x' }],
};
const matrix = (cells: MatrixCell[], repeats = 2): Matrix => ({
  ...{ id, traceId: id, traceName: 'run', traceDeleted: false, seq: 3, side: 'before' },
  ...{ columns: [edited, control], repeats, limits: { maxSteps: 5 }, cells },
  createdAt: '2026-11-21T00:00:00.000Z',
});
const four = (more: Partial<MatrixCell> = {}) => [
  cell(0, 0, more),
  cell(0, 1),
  cell(1, 0),
  cell(1, 1),
];

describe('words of a matrix', () => {
  it('say what a column is and how far a run may go', () => {
    expect(columnWords(control)).toBe('control: unchanged');
    expect(columnWords(edited)).toBe('user prompt replaced');
    expect(limitsWords({ maxSteps: 1 })).toBe('at most 1 step each');
    expect(limitsWords({ maxSteps: 20, maxTokens: 5000, maxCostUsd: 1, maxSeconds: 600 })).toBe(
      'at most 20 steps, 5,000 tokens, $1.00 and 10m 00s each',
    );
  });

  it('say how far it is', () => {
    expect(progressWords(matrix(four()))).toBe('4 of 4 ended');
    expect(progressWords(matrix(four({ status: 'queued' })))).toBe('3 of 4 ended');
    expect(progressWords(matrix(four({ status: 'waiting' })))).toBe('3 of 4 ended, 1 needs you');
    const some = [...four({ deleted: true }).slice(0, 3)];
    expect(progressWords(matrix(some))).toBe('2 of 4 ended, 2 deleted');
    expect(isLive(matrix(four({ status: 'running' })))).toBe(true);
    expect(isLive(matrix(four({ status: 'running', deleted: true })))).toBe(false);
    expect(isLive(matrix(four({ status: 'waiting' })))).toBe(false);
  });
});

describe('a matrix as Markdown', () => {
  it('has a row per run and one with medians per column', () => {
    const rows = matrixMarkdown(matrix(four({ steps: 4 })), null)
      .split('\n')
      .slice(2);
    expect(rows).toHaveLength(6);
    expect(rows[0]).toContain('| A\\|B | user prompt replaced |');
    expect(rows[0]).toContain(
      '| done | 4 | 1,200 | 30 | – | 1.5s | same as parent | all \\| well |',
    );
    expect(rows[2]).toContain('| median | 2 of 2 done | 3 (2–4) |');
    expect(rows[2]).toContain('| 0 of 2 part |');
  });

  it('keeps the place of what is deleted', () => {
    const rows = matrixMarkdown(matrix([cell(0, 0)], 1), null)
      .split('\n')
      .slice(2);
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain('| deleted | – |');
    const bars = rows.map((row) => row.replace(/\\./g, '').match(/\|/g)?.length);
    expect(new Set(bars).size).toBe(1);
  });
});
