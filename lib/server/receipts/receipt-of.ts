import type { Lineage } from '@/lib/db/lineage';
import type { Store } from '@/lib/db/store';
import type { StoredTrace } from '@/lib/db/trace-row';
import type { ReceiptArguments, ReceiptSubject } from '@/lib/replay/receipt/manifest';
import {
  type ReceiptMatter,
  type ReceiptText,
  receiptJson,
} from '@/lib/replay/receipt/receipt-texts';
import { readFacts } from '@/lib/server/facts/read-facts';
import { traceFingerprints } from '@/lib/server/fingerprints/trace-fingerprints';
import { requestAt } from '@/lib/server/prepare/request-at';
import { stateAfter } from '@/lib/server/state/state-after';
import { ended, exportLines, headerOf } from '@/lib/server/traces/export-trace';
import { findLineage, findTrace, isLive } from '@/lib/server/traces/find-trace';
import { storedRun } from '@/lib/server/traces/stored-run';
import type { Json } from '@/lib/trace/json';
import { receiptMarkdown, snapshotMarkdown } from '@/lib/view/receipt-markdown';

export interface ReceiptWish {
  id: string;
  /** The run that came before; absent: the one that a branch began from, else none. */
  previous?: string | undefined;
  model?: string | undefined;
}

/** All that goes into a bundle: what it is about, its arguments, and its files in pieces. */
export interface Receipt {
  name: string;
  subject: ReceiptSubject;
  previous: ReceiptSubject | null;
  arguments: ReceiptArguments;
  texts: ReceiptText[];
}

/**
 * The receipt of a trace. The same trace, previous run and arguments give the same texts: nothing in them is a
 * clock, an id or a path of this machine. Throws AppError `not_found`.
 */
export async function receiptOf(
  store: Store,
  { id, previous, model }: ReceiptWish,
  signal?: AbortSignal,
): Promise<Receipt> {
  const trace = await findTrace(store, id);
  const lineage = findLineage(store, id);
  const run = storedRun(store, lineage);
  const began = trace.forkSeq === null ? -1 : trace.forkSeq;
  const [before, after] = [
    await readFacts(store, lineage, began, { signal }),
    await readFacts(store, lineage, lineage.events - 1, { signal }),
  ];
  const subject = await subjectOf(store, trace, lineage, signal);
  const last = await previousOf(store, trace, previous, signal);
  const matter: ReceiptMatter = {
    subject,
    header: headerOf(trace),
    ...{ before, after, previous: last },
    state: await stateAfter(store, lineage, lineage.events - 1, { signal }),
    request: await nextRequest(store, id, lineage, model, signal),
  };
  return {
    name: trace.name,
    subject,
    previous: last?.subject ?? null,
    arguments: { model: model ?? null },
    texts: [
      ...receiptJson(matter, run),
      { path: 'snapshot.md', text: [snapshotMarkdown(matter)] },
      { path: 'receipt.md', text: [receiptMarkdown(matter)] },
      { path: 'trace.retake.jsonl', text: ended(exportLines(store, trace, lineage)) },
    ],
  };
}

async function subjectOf(
  store: Store,
  trace: StoredTrace,
  lineage: Lineage,
  signal: AbortSignal | undefined,
): Promise<ReceiptSubject> {
  const { content, structure } = await traceFingerprints(store, lineage, signal);
  return {
    ...{ name: trace.name, format: trace.format, source_id: trace.sourceId },
    ...{ events: lineage.events, fingerprint: { content, structure } },
  };
}

/** A parent that was deleted is not taken: the receipt could not be made again. */
async function previousOf(
  store: Store,
  trace: StoredTrace,
  wanted: string | undefined,
  signal: AbortSignal | undefined,
): Promise<ReceiptMatter['previous']> {
  const id = wanted ?? trace.parentId;
  if (id === null) return null;
  if (wanted === undefined && !isLive(store, id)) return null;
  const previous = await findTrace(store, id);
  const lineage = findLineage(store, id);
  const facts = await readFacts(store, lineage, lineage.events - 1, { signal });
  return { subject: await subjectOf(store, previous, lineage, signal), facts };
}

async function nextRequest(
  store: Store,
  id: string,
  lineage: Lineage,
  model: string | undefined,
  signal: AbortSignal | undefined,
): Promise<ReceiptMatter['request']> {
  if (lineage.events === 0) return { why: 'The trace has no events.' };
  const seq = lineage.events - 1;
  const asked = { id, seq, side: 'after', api: 'openai-chat', model, x: '' } as const;
  const { request, why, notCaptured } = await requestAt(store, asked, signal);
  if (!request) return { why: why ?? 'There is nothing to send.' };
  const body: Json = JSON.parse(request.body);
  return { body, notCaptured };
}
