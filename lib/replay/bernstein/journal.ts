import type { Hash } from '@/lib/trace/identity';
import { dumpCanonicalJson } from '../python/python-json';
import { pythonStr } from '../python/python-text';
import { dictEntries, isDict, type PythonValue } from '../python/python-value';
import { eventField, fieldText } from './filter-events';

/** Clocks, and the fields of the chain itself. */
const unhashed: ReadonlySet<string> = new Set([
  ...['ts', 'elapsed_s', 'index'],
  ...['prev_hash', 'payload_hash', 'event_hash'],
]);

/** The hash of what a row of a journal says, clocks and chain fields left out. */
function payloadHash(row: PythonValue, hash: Hash): string {
  const payload = new Map(
    isDict(row) ? dictEntries(row).filter(([key]) => !unhashed.has(key)) : [],
  );
  payload.set('event', fieldText(row, 'event'));
  return hash(dumpCanonicalJson(payload));
}

/** A link of the chain: over the link before it, the type, the payload's hash and the place in the file. */
function linkHash(row: PythonValue, index: number, previous: string, hash: Hash): string {
  const link = new Map<string, PythonValue>([
    ['event_type', fieldText(row, 'event')],
    ['index', index],
    ['payload_hash', payloadHash(row, hash)],
    ['prev_hash', previous],
  ]);
  return hash(dumpCanonicalJson(link));
}

export interface JournalVerdict {
  ok: boolean;
  count: number;
  /** The first row that does not fit, from 0. */
  divergentIndex: number | null;
  expectedHash: string | null;
  actualHash: string | null;
  errors: string[];
}

/** Bernstein's `verify_journal`: up to the first row whose link or hash is not what its payload gives. */
export function verifyJournal(rows: readonly PythonValue[], hash: Hash): JournalVerdict {
  let previous = '';
  for (const [at, row] of rows.entries()) {
    const expected = linkHash(row, at, previous, hash);
    const stored = fieldText(row, 'event_hash');
    const linked = fieldText(row, 'prev_hash') === previous;
    if (!linked || stored !== expected)
      return {
        ...{ ok: false, count: rows.length, divergentIndex: at },
        ...{ expectedHash: expected, actualHash: stored },
        errors: [`step ${at}: ${linked ? 'event_hash mismatch' : 'prev_hash break'}`],
      };
    previous = stored;
  }
  const nothing = { divergentIndex: null, expectedHash: null, actualHash: null };
  return { ok: true, count: rows.length, ...nothing, errors: [] };
}

/** Scheme C (v3.x): the last link as the file holds it, which nobody has checked. Empty for an empty journal. */
export function journalHead(rows: readonly PythonValue[]): string {
  const last = rows.at(-1);
  return last === undefined ? '' : fieldText(last, 'event_hash');
}

/** Bernstein's `rebuild_state` of the first `fromStep` rows: the chain worked out again, whatever is stored. */
export function rebuildState(
  rows: readonly PythonValue[],
  fromStep: number,
  hash: Hash,
): { stepCount: number; headHash: string; events: string[] } {
  const prefix = rows.slice(0, Math.max(0, fromStep));
  let headHash = '';
  for (const [at, row] of prefix.entries()) headHash = linkHash(row, at, headHash, hash);
  const events = prefix.map((row) => fieldText(row, 'event'));
  return { stepCount: prefix.length, headHash, events };
}

/** What Bernstein's own check leaves out: the first row whose stored payload hash is not that of its payload. */
export const firstFalsePayloadHash = (rows: readonly PythonValue[], hash: Hash): number =>
  rows.findIndex((row) => {
    if (!isDict(row)) return false;
    const stored = eventField(row, 'payload_hash');
    return stored !== undefined && pythonStr(stored) !== payloadHash(row, hash);
  });
