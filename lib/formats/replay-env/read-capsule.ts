import type { TraceBuilder } from '@/lib/trace/builder';
import { field, type Json } from '@/lib/trace/json';
import { memberSpans, type ValueSpan } from '../source/boundary-scan';
import { tellGraph, tellTable } from './capsule-rows';
import { itemsOf, otherMembers, type ReplayDocument } from './document';
import { inspectCapsule } from './inspect';

const lane = 'main';

/** Tables of a capsule in the order of the file; of a name that stands twice the last one. */
export function tablesOf({ file, members }: ReplayDocument): Map<string, ValueSpan> {
  const tables = members.get('tables');
  if (!tables) return new Map();
  return new Map([...memberSpans(file.bytes, tables)].map(({ key, value }) => [key, value]));
}

const apart = ['graph', 'tables'];

/** Spans of the head: what is told by its first event. */
export const headSpans = ({ members }: ReplayDocument): ValueSpan[] =>
  [...members].flatMap(([key, span]) => (apart.includes(key) ? [] : [span]));

/**
 * Reads a capsule as a document: what it is, who is in it and why, and a table after the other. Nothing in it
 * happened in this order, and it has no clock but that of its export.
 */
export function readCapsule(document: ReplayDocument, title: string, builder: TraceBuilder): void {
  const { file, members, span } = document;
  const head = otherMembers(document, apart);
  const tables = tablesOf(document);
  const graph = itemsOf(file, members.get('graph'));
  const counts = new Map([...tables].map(([name, at]) => [name, itemsOf(file, at)?.length ?? 0]));
  builder.add({
    ...{ kind: 'log', type: 'capsule', lane, name: 'capsule', value: head },
    ...{ records: headSpans(document).map((at) => file.ref(at)) },
    text: inspectCapsule(head, graph?.length ?? 0, counts),
  });
  noteHead(head, span.torn, builder);
  tellGraph(document, graph, builder);
  for (const [name, at] of tables) tellTable(document, name, at, builder);
  const app = field(head, 'app');
  builder.finish({
    ...{ name: title, format: 'replay-env', outcome: 'unknown', timeQuality: 'none' },
    ...{ sourceId: typeof app === 'string' ? app : null },
  });
}

function noteHead(head: Json, torn: boolean, builder: TraceBuilder): void {
  const note = (severity: 'info' | 'warning' | 'error', code: string, message: string): void =>
    builder.note({ severity, code, message, records: [] });
  const version = field(head, 'schemaVersion');
  if (version !== 1)
    note(
      'warning',
      'schema-version',
      'The schema version is not 1, the only one there is: it is read as 1, as replay-env does.',
    );
  const redaction = field(head, 'redaction');
  if (redaction === 'raw')
    note('warning', 'raw-capsule', 'This capsule is raw: nothing in it was redacted.');
  if (redaction === 'safe')
    note(
      'info',
      'redaction-scope',
      'replay-env redacts rows of tables only: subject and graph hold the real ids, and its hashes are unsalted.',
    );
  if (torn) note('error', 'torn', 'The capsule breaks off: tables or rows are lost.');
}
