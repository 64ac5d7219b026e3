import type { Endpoint } from '@/lib/api/endpoint-contract';
import type { Matrix, MatrixCell } from '@/lib/api/matrix-contract';
import { cost, dash, duration, exactNumber } from '@/lib/view/format-number';
import { markdownTable } from '@/lib/view/markdown-table';
import { matrixSummary, partingWords, spreadWords } from '@/lib/view/matrix-summary';
import { statusWord } from './cell-state';
import { columnWords, endpointWords } from './matrix-words';

const head = [
  ...['Variant', 'What differs', 'Model', 'Run', 'Outcome', 'Steps', 'Tokens in', 'Tokens out'],
  ...['Cost', 'Time', 'Against the parent', 'Last reply'],
];

/** A matrix as a Markdown table: a row per run, and one with medians where a column has several. */
export function matrixMarkdown(matrix: Matrix, endpoints: readonly Endpoint[] | null): string {
  const { columns, repeats } = matrix;
  const rows = columns.flatMap((column, index) => {
    const start = [column.label, columnWords(column), endpointWords(column, endpoints)];
    const cells = matrix.cells.filter((cell) => cell.column === index);
    const runs = Array.from({ length: repeats }, (_, repeat) => [
      ...start,
      String(repeat + 1),
      ...figures(cells.find((cell) => cell.repeat === repeat)),
    ]);
    return repeats === 1 ? runs : [...runs, [...start, 'median', ...medians(cells, repeats)]];
  });
  return markdownTable(head, rows);
}

function figures(cell: MatrixCell | undefined): string[] {
  if (!cell || cell.deleted) return ['deleted', ...Array.from({ length: 7 }, () => dash)];
  return [
    statusWord(cell.status),
    exactNumber(cell.steps),
    exactNumber(cell.inputTokens),
    exactNumber(cell.outputTokens),
    cost(cell.costUsd),
    duration(cell.durationMs),
    partingWords(cell),
    cell.answer ?? dash,
  ];
}

function medians(cells: readonly MatrixCell[], repeats: number): string[] {
  const summary = matrixSummary(cells, repeats);
  const { done, parted, told } = summary;
  return [
    `${done} of ${repeats} done`,
    spreadWords(summary.steps, done, exactNumber),
    spreadWords(summary.inputTokens, done, exactNumber),
    spreadWords(summary.outputTokens, done, exactNumber),
    spreadWords(summary.costUsd, done, cost),
    spreadWords(summary.durationMs, done, duration),
    `${parted} of ${told} part`,
    '',
  ];
}
