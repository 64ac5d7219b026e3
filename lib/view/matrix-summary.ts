import { dash } from './format-number';

/** What a summary reads of a cell; a number that is not known is null. */
export interface CellFigures {
  /** As of its run: `done` is one that came to its end. */
  status: string;
  deleted: boolean;
  steps: number;
  inputTokens: number | null;
  outputTokens: number | null;
  costUsd: number | null;
  durationMs: number | null;
  parts: { seq: number | null; parentSeq: number | null } | null;
}

/** The middle and the ends of some known numbers. */
export interface Spread {
  median: number;
  min: number;
  max: number;
  /** How many were known. */
  count: number;
}

export interface MatrixSummary {
  done: number;
  /** Cells that there should be, deleted ones included. */
  runs: number;
  /** Of the runs that are done; null where none of them knows the number. */
  steps: Spread | null;
  inputTokens: Spread | null;
  outputTokens: Spread | null;
  costUsd: Spread | null;
  durationMs: Spread | null;
  /** How many part from the parent, of those of which it can be told. */
  parted: number;
  told: number;
}

/** Sums up the repeats of one column. Only runs that are done count: others took less because they stopped. */
export function matrixSummary(cells: readonly CellFigures[], runs: number): MatrixSummary {
  const kept = cells.filter(({ deleted }) => !deleted);
  const done = kept.filter(({ status }) => status === 'done');
  const parted = kept.filter(({ parts }) => parts !== null).length;
  return {
    done: done.length,
    runs,
    steps: spread(done.map((cell) => cell.steps)),
    inputTokens: spread(done.map((cell) => cell.inputTokens)),
    outputTokens: spread(done.map((cell) => cell.outputTokens)),
    costUsd: spread(done.map((cell) => cell.costUsd)),
    durationMs: spread(done.map((cell) => cell.durationMs)),
    parted,
    told: parted + done.filter(({ parts }) => parts === null).length,
  };
}

/** Unknown numbers are left out and not counted; null where none is known. */
export function spread(values: readonly (number | null)[]): Spread | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  const [min] = known;
  const max = known.at(-1);
  if (min === undefined || max === undefined) return null;
  const above = known[known.length >> 1] ?? max;
  const below = known[(known.length - 1) >> 1] ?? min;
  return { median: (below + above) / 2, min, max, count: known.length };
}

/** `3–6`, and how many knew it where not all of them did; empty where one number says it all. */
export function rangeWords(
  { min, max, count }: Spread,
  of: number,
  show: (value: number) => string,
): string {
  return [
    ...(min === max ? [] : [`${show(min)}–${show(max)}`]),
    ...(count === of ? [] : [`${count} of ${of} known`]),
  ].join(', ');
}

/** `4 (3–6)`. */
export function spreadWords(
  found: Spread | null,
  of: number,
  show: (value: number) => string,
): string {
  if (!found) return dash;
  const range = rangeWords(found, of, show);
  return range === '' ? show(found.median) : `${show(found.median)} (${range})`;
}

/** How a cell stands to the parent, in a few words. */
export function partingWords({
  status,
  deleted,
  parts,
}: Pick<CellFigures, 'status' | 'deleted' | 'parts'>): string {
  if (deleted) return dash;
  if (parts === null) {
    if (status === 'queued') return dash;
    return status === 'done' ? 'same as parent' : 'same so far';
  }
  return parts.seq === null ? `leaves out #${parts.parentSeq}` : `parts at #${parts.seq}`;
}
