import { AppError } from '@/lib/errors';
import { type DiffRow, diffRows, forkPlace } from '@/lib/view/diff-rows';
import { bothFacts, metricTables, sideHeads, verdictPart } from '@/lib/view/html/diff-head';
import type { Html } from '@/lib/view/html/html';
import { partEnd, partStart, rowsEnd, rowsStart } from '@/lib/view/html/part';
import { diffFileRows, foldedPairs, rowAnchor } from './diff-rows';
import { FileSide } from './file-side';
import type { FileContent, FileWork } from './share-file';
import { sharedPlace } from './shared-place';

/** Two traces side by side: the verdict, the figures, every row of both. */
export async function diffContent({ app, reader, setups, signal }: FileWork): Promise<FileContent> {
  const [left, right] = reader.shown.traces;
  if (!left || !right) throw new AppError('not_found', 'The share holds no two traces.');
  const [a, b] = [left, right].map((trace) => new FileSide(app, reader, trace, setups));
  if (!a || !b) throw new AppError('not_found', 'The share holds no two traces.');
  const { row, open, ignore } = sharedPlace(reader.pins.view);
  const diff = await reader.diff(left.side, right.side, ignore, signal);
  const rows = diffRows(diff.blocks, open, diff.fork);
  const fork = forkPlace(diff.blocks, diff.fork);
  const shared = firstLook(rows, fork, row)?.id ?? null;
  const parting = rows.find((one) => one.place === fork);
  const differs = rows.some(({ state }) => state !== 'same');
  return {
    links: [
      ...(shared === null ? [] : [{ to: rowAnchor('', shared), text: 'Go to the shared row' }]),
      ...(parting ? [{ to: rowAnchor('', parting.id), text: 'The fork' }] : []),
      ...(differs ? [{ to: 'c1', text: 'First change' }] : []),
      { to: 'events', text: 'All events' },
    ],
    parts: parts(),
  };

  async function* parts(): AsyncGenerator<Html> {
    if (!a || !b) return;
    yield partStart('Verdict', 'verdict');
    yield verdictPart(diff, a.trace, b.trace);
    yield metricTables(diff);
    yield bothFacts(a.trace, b.trace);
    yield partEnd();
    yield partStart('Events side by side', 'events');
    yield sideHeads(a.trace, b.trace);
    yield rowsStart();
    yield* diffFileRows(rows, fork, a, b, { prefix: '', linked: false, shared });
    yield rowsEnd();
    yield partEnd();
  }
}

/** Row of the page where a reader begins: the shared one, else the fork, else the first difference. */
function firstLook(rows: readonly DiffRow[], fork: number | null, shared: string | null) {
  const pairs = rows.flatMap((row) => (row.kind === 'pair' ? [row] : foldedPairs(row)));
  return (
    pairs.find(({ id }) => id === shared) ??
    pairs.find(({ place }) => place === fork) ??
    pairs.find(({ state }) => state !== 'same' && state !== 'absorbed' && state !== 'edit') ??
    pairs.find(({ state }) => state !== 'same') ??
    null
  );
}
