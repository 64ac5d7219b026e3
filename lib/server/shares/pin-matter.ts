import { randomBytes } from 'node:crypto';
import type { SharedMatter, SharedTrace, ShareMask, ShareTarget } from '@/lib/api/share-contract';
import { resolveLineage } from '@/lib/db/lineage';
import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { Masker } from '@/lib/replay/findings/masker';
import { formatTitle } from '@/lib/server/traces/describe-trace';
import { findTrace } from '@/lib/server/traces/find-trace';
import { traceLineage } from '@/lib/server/traces/trace-lineage';
import { referencedPositions } from '@/lib/trace/invariants';
import type { Outline } from '@/lib/trace/outline';
import { TotalsCounter } from '@/lib/trace/totals';
import type { Lane } from '@/lib/trace/trace';
import type { FoundValue } from './find-values';
import type { SharePin, SharePins } from './share-pins';
import { SharedReader } from './shared-reader';
import { sharedView } from './shared-view';
import { summaryOf } from './summary-of';

/** A tree with more traces is too much for one link. */
const mostTraces = 200;

/** Fixes what is shared to what its traces hold now, with nothing masked yet. Throws AppError `not_found`, `bad_request`. */
export async function pinUnmasked(store: Store, matter: SharedMatter): Promise<SharePins> {
  const { target } = matter;
  const include = includeOf(matter);
  const traces = await pinTraces(store, target);
  const titled = target.kind === 'diff' ? traces : traces.slice(0, 1);
  return {
    ...{ kind: target.kind, traces, include, view: target.view ?? null, masks: [], summary: '' },
    hashKey: null,
    title: titled.map(({ shown }) => shown.name).join(' ↔ '),
  };
}

/** The same pins with values masked, and the summary that a reader may see. */
export async function maskPins(
  store: Store,
  open: SharePins,
  mask: ShareMask,
  found: ReadonlyMap<string, FoundValue>,
): Promise<SharePins> {
  const values = mask.findings.map((id) => {
    const value = found.get(id);
    if (value) return value;
    // Passed over in silence it would leave as it is.
    throw new AppError('bad_request', `There is no finding ${id} in what would be shared.`);
  });
  const { reasoning, toolResults, media } = open.include;
  const isOpen = reasoning && toolResults && media && values.length + mask.texts.length === 0;
  const chosen = [...values.map(({ value }) => value), ...mask.texts];
  const pins = {
    ...open,
    view: sharedView(open.view, new Masker(chosen)),
    hashKey: isOpen ? null : randomBytes(32).toString('base64url'),
    masks: [
      ...values.map(({ value, kind }) => ({ text: value, kind })),
      ...mask.texts.map((text) => ({ text, kind: 'chosen text' })),
    ],
  };
  return { ...pins, summary: await summaryOf(new SharedReader(store, pins)) };
}

/** Raw bytes show everything: they go along only where nothing is left out of them. */
function includeOf({ target, include }: SharedMatter): SharePins['include'] {
  const { reasoning, toolResults, media } = include;
  const isWhole = target.kind !== 'moment' && reasoning && toolResults && media;
  return { ...include, raw: include.raw && isWhole };
}

async function pinTraces(store: Store, target: ShareTarget): Promise<SharePin[]> {
  switch (target.kind) {
    case 'trace':
      return [await pinTrace(store, target.traceId, 'a')];
    case 'moment':
      return [await pinTrace(store, target.traceId, 'a', target.seq)];
    case 'diff':
      return [await pinTrace(store, target.a, 'a'), await pinTrace(store, target.b, 'b')];
    case 'tree':
      return pinTree(store, target.root);
  }
}

/** @param upTo the last event that is shared */
async function pinTrace(store: Store, id: string, side: string, upTo?: number): Promise<SharePin> {
  const trace = await findTrace(store, id);
  const { name, format, outcome, timeQuality } = trace;
  if (upTo !== undefined && upTo >= trace.eventCount)
    throw new AppError(
      'bad_request',
      `There is no event ${upTo}: the trace has ${trace.eventCount}.`,
    );
  const events = upTo === undefined ? trace.eventCount : upTo + 1;
  const pinned = { events, messages: trace.poolSize };
  const lineage = resolveLineage(store.raw, id, pinned);
  const outline = lineage ? readOutline(store, lineage) : [];
  const isWhole = events === trace.eventCount;
  return {
    ...{ id, ...pinned },
    shown: {
      ...{ side, name, formatTitle: formatTitle(format), timeQuality },
      // How it ended, a reader of one moment does not learn.
      outcome: isWhole ? outcome : 'unknown',
      totals: isWhole ? trace.totals : totalsOf(outline),
      lanes: seenLanes(trace.lanes, outline),
      ...{ parent: null, forkSeq: null, fork: null },
    },
  };
}

/** A trace and what grew from it, parents first. */
async function pinTree(store: Store, root: string): Promise<SharePin[]> {
  await findTrace(store, root);
  const { nodes } = await traceLineage(store, root);
  /** Of each trace: under which side it is shown, and the last event that it has in common with that one. */
  const sides = new Map<string, { side: string; upTo: number }>();
  const pins: SharePin[] = [];
  for (const node of nodes) {
    const parent = node.parentId === null ? undefined : sides.get(node.parentId);
    if (node.id !== root && parent === undefined) continue;
    if (node.deleted) {
      // What grew from it is shown under what it grew from itself.
      if (parent !== undefined)
        sides.set(node.id, { side: parent.side, upTo: Math.min(parent.upTo, node.forkSeq ?? -1) });
      continue;
    }
    if (pins.length === mostTraces)
      throw new AppError(
        'unprocessable',
        `More than ${mostTraces} traces are too much for one link.`,
        {
          hint: 'Share a branch of it.',
        },
      );
    const side = `t${pins.length}`;
    sides.set(node.id, { side, upTo: Number.POSITIVE_INFINITY });
    const pin = await pinTrace(store, node.id, side);
    const shown: SharedTrace = {
      ...pin.shown,
      ...(parent === undefined
        ? {}
        : {
            parent: parent.side,
            forkSeq: Math.min(parent.upTo, node.forkSeq ?? -1),
            fork: node.fork,
          }),
    };
    pins.push({ ...pin, shown });
  }
  return pins;
}

function totalsOf(outline: Outline): SharedTrace['totals'] {
  const counter = new TotalsCounter();
  for (const row of outline) counter.add(row);
  return counter.read(new Set(referencedPositions(outline)).size);
}

/** A branch knows all lanes of its parent, also those that began after the fork: its rows do not. */
function seenLanes(lanes: readonly Lane[], outline: Outline): Lane[] {
  const byId = new Map(lanes.map((lane) => [lane.id, lane]));
  const seen = new Set<string>();
  for (const row of outline) {
    let id: string | null = row.lane;
    while (id !== null && !seen.has(id)) {
      seen.add(id);
      id = byId.get(id)?.parent ?? null;
    }
  }
  return lanes.filter(({ id }) => seen.has(id));
}
