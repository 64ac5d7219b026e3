import { positionsOf } from './conversation';
import { EditCheck } from './edit-check';
import type { Outline } from './outline';
import { TotalsCounter } from './totals';
import type { TraceHeader } from './trace';

/**
 * What must hold of every stored trace; returns a sentence per breach, none for a sound trace.
 * `outline` holds all rows, borrowed ones included.
 */
export function brokenInvariants(header: TraceHeader, outline: Outline): string[] {
  const broken: string[] = [];
  const lanes = new Set(header.lanes.map((lane) => lane.id));
  const poolSize = header.totals.messages;
  const edits = new EditCheck();
  const counter = new TotalsCounter();
  outline.forEach((row, index) => {
    if (row.seq !== index) broken.push(`Row ${index} says it is #${row.seq}`);
    if (!lanes.has(row.lane)) broken.push(`#${row.seq} is in the unknown lane ${row.lane}`);
    if (row.parent !== null && !outline[row.parent])
      broken.push(`#${row.seq} has no parent #${row.parent}`);
    if (row.call !== null && row.call >= row.seq)
      broken.push(`#${row.seq} answers the later call #${row.call}`);
    if (!/^[0-9a-f]{32}$/.test(row.hash)) broken.push(`#${row.seq} has no hash`);
    broken.push(...edits.breaches(row, poolSize));
    edits.admit(row);
    counter.add(row);
  });

  const totals = counter.read(poolSize);
  if (JSON.stringify(sorted(totals)) !== JSON.stringify(sorted(header.totals)))
    broken.push('The totals are not the sums of the rows');
  return broken;
}

/** Every pool position that the rows refer to. */
export function* referencedPositions(outline: Outline): Generator<number> {
  for (const row of outline)
    for (const edit of [row.saw, row.said]) if (edit) yield* positionsOf(edit.append);
}

const sorted = (totals: TraceHeader['totals']): unknown => ({
  ...Object.fromEntries(Object.entries(totals).sort()),
  byKind: Object.fromEntries(Object.entries(totals.byKind).sort()),
  models: [...totals.models].sort(),
});
