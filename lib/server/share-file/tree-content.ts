import { diffRows, forkPlace } from '@/lib/view/diff-rows';
import { metricTables, sideHeads, verdictPart } from '@/lib/view/html/diff-head';
import type { FileTrace } from '@/lib/view/html/file-parts';
import type { Html } from '@/lib/view/html/html';
import {
  branchFacts,
  partEnd,
  partStart,
  rowsEnd,
  rowsStart,
  treePart,
} from '@/lib/view/html/part';
import { runName } from '@/lib/view/html/tree-list';
import { diffFileRows } from './diff-rows';
import { FileSide } from './file-side';
import type { FileContent, FileWork } from './share-file';
import { sharedPlace } from './shared-place';
import { traceRows } from './trace-rows';

/** Traces that grew from one: each with its own events, and what became of its parent's. */
export async function treeContent({ app, reader, setups, signal }: FileWork): Promise<FileContent> {
  const { traces } = reader.shown;
  const byId = new Map(reader.pins.traces.map(({ id, shown }) => [id, shown.side]));
  const sides = new Map(traces.map((trace) => [trace.side, sideOf(trace)]));
  const { ignore } = sharedPlace(reader.pins.view);
  return { links: [{ to: 'tree', text: 'Tree' }], parts: parts() };

  /** Events that a trace borrows stand with the one that it borrows them from, where that is in the file. */
  function sideOf(trace: FileTrace): FileSide {
    const { segments } = reader.place(trace.side).lineage;
    const owner = (seq: number): string => {
      const lender = segments.find(({ fromSeq, toSeq }) => seq >= fromSeq && seq < toSeq);
      return (lender && byId.get(lender.traceId)) ?? trace.side;
    };
    return new FileSide(app, reader, trace, setups, owner);
  }

  async function* parts(): AsyncGenerator<Html> {
    yield treePart(traces);
    for (const side of sides.values()) {
      signal?.throwIfAborted();
      yield* section(side);
    }
  }

  async function* section(side: FileSide): AsyncGenerator<Html> {
    const { trace, rows } = side;
    const parent = trace.parent === null ? undefined : sides.get(trace.parent);
    let elsewhere = 0;
    for (let seq = 0; seq < rows.length; seq += 1) {
      const row = rows.at(seq);
      if (row) side.pass(row);
      if (side.owner(seq) !== trace.side) elsewhere += 1;
    }
    const from = parent && { side: parent.trace.side, name: runName(traces, parent.trace) };
    yield partStart(runName(traces, trace), trace.side);
    yield branchFacts(trace, from ?? null, elsewhere);
    if (parent) yield* comparison(parent, side);
    yield partStart(parent ? 'Its own events' : 'Events', `${trace.side}-events`, 3);
    yield rowsStart();
    yield* traceRows(side, null);
    yield rowsEnd();
    yield partEnd(3);
    yield partEnd();
  }

  async function* comparison(parent: FileSide, side: FileSide): AsyncGenerator<Html> {
    const { side: name } = side.trace;
    const diff = await reader.diff(parent.trace.side, name, ignore, signal);
    yield partStart('Beside its parent', `${name}-diff`, 3);
    yield verdictPart(diff, parent.trace, side.trace);
    yield metricTables(diff);
    yield sideHeads(parent.trace, side.trace);
    const rows = diffRows(diff.blocks, new Map(), diff.fork);
    const fork = forkPlace(diff.blocks, diff.fork);
    const wish = { prefix: `${name}-`, linked: true, shared: null };
    yield rowsStart();
    yield* diffFileRows(rows, fork, parent, side, wish);
    yield rowsEnd();
    yield partEnd(3);
  }
}
