import type { Hash } from '@/lib/trace/identity';
import { parsePythonJson } from '../python/parse-python-json';
import { isDict } from '../python/python-value';
import { SeedError } from '../python/seed-error';
import { eventField } from './filter-events';
import { fingerprintCanonical, fingerprintRaw } from './fingerprint-log';
import { firstFalsePayloadHash, journalHead, rebuildState, verifyJournal } from './journal';
import { fileText, loadEvents } from './load-events';
import { completionOf, receiptHead } from './recorded-hash';
import { verifySteps } from './step-journal';

/** A hash that Bernstein defines, worked out again from the bytes of one of its files. */
export interface SchemeReport {
  scheme: string;
  file: string;
  /** null where it cannot be worked out. */
  value: string | null;
  /** What the file itself, or the receipt beside it, says that it is. */
  recorded: string | null;
  verdict: 'matches' | 'differs' | 'not recorded' | 'broken';
  /** First row, from 0, where a chain does not hold. */
  at: number | null;
  message: string;
  /** What an agreement does not show. */
  notProven: string;
}

export interface SchemeFile {
  path: string;
  bytes: Uint8Array;
}

const raw = {
  scheme: 'Bernstein v1 fingerprint: SHA-256 of the file',
  notProven:
    'It covers the wall clocks, so two runs that did the same never agree; and whoever changes the file can write a new one.',
};
const canonical = {
  scheme: 'Bernstein fingerprint without clocks: SHA-256 of canonical events',
  notProven:
    'When anything happened, and lines that are no events, are not covered; and whoever changes the file can write a new one.',
};
const chain = {
  scheme: 'Bernstein v3 journal: head of the hash chain',
  notProven:
    'Clocks are not covered, and a journal whose end was cleanly cut off holds as well as a whole one.',
};
const steps = {
  scheme: 'Bernstein step journal: head of the hash chain',
  notProven:
    'Clocks, blob references and the schema version are not covered, and a cleanly cut end does not show.',
};

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What a log's `run_completed` says against what schemes A and B give for what stands before that line. */
function logReports({ path, bytes }: SchemeFile, hash: Hash): SchemeReport[] {
  const completion = completionOf(bytes);
  const before = bytes.subarray(0, completion?.start ?? 0);
  const schemes = [
    { ...raw, of: fingerprintRaw },
    { ...canonical, of: fingerprintCanonical },
  ].map(({ of, ...scheme }) => ({ scheme, whole: of(bytes, hash), value: of(before, hash) }));
  const known = schemes.some(({ value }) => value === completion?.recorded);
  return schemes.map(({ scheme, whole, value }) => {
    const report = { ...scheme, file: path, value: whole, recorded: null, at: null };
    if (completion === null)
      return {
        ...{ ...report, verdict: 'not recorded' },
        message: 'The log names no fingerprint of its own to compare with.',
      };
    const { recorded, index } = completion;
    if (known && value !== recorded)
      return {
        ...{ ...report, verdict: 'not recorded' },
        message: 'The fingerprint in run_completed is of the other scheme.',
      };
    const compared = { ...report, value, recorded };
    const rest = `Of the whole file, that line included, it is ${whole}.`;
    if (value === recorded)
      return {
        ...{ ...compared, verdict: 'matches' },
        message: `The fingerprint in run_completed is that of the ${index} events before it. ${rest}`,
      };
    return {
      ...{ ...compared, verdict: 'differs' },
      message: `The fingerprint in run_completed is not that of the ${index} events before it. ${rest}`,
    };
  });
}

function journalReport(
  { path, bytes }: SchemeFile,
  recorded: string | null,
  hash: Hash,
): SchemeReport {
  const rows = loadEvents(bytes);
  const verdict = verifyJournal(rows, hash);
  const value = rebuildState(rows, rows.length, hash).headHash;
  const report = { ...chain, file: path, value, recorded: recorded ?? (journalHead(rows) || null) };
  if (!verdict.ok) {
    const at = verdict.divergentIndex ?? 0;
    return {
      ...{ ...report, verdict: 'broken', at },
      message: `The chain breaks at row ${at}: ${
        verdict.errors[0]?.endsWith('prev_hash break')
          ? 'it does not follow the row before it'
          : 'its payload is not what was hashed'
      }.`,
    };
  }
  const liar = firstFalsePayloadHash(rows, hash);
  if (liar >= 0)
    return {
      ...{ ...report, verdict: 'broken', at: liar },
      message: `The stored payload hash of row ${liar} is not that of its payload; Bernstein's own check does not look at it.`,
    };
  const completion = completionOf(bytes);
  if (completion !== null) {
    const expected = rebuildState(rows, completion.index, hash).headHash;
    if (completion.recorded !== expected)
      return {
        ...{ ...report, recorded: completion.recorded, verdict: 'differs', at: completion.index },
        message:
          'The chain holds, and the fingerprint in run_completed is not its head before that row.',
      };
  }
  if (rows.length === 0)
    return { ...report, verdict: 'not recorded', at: null, message: 'The journal is empty.' };
  if (recorded !== null && recorded !== value)
    return {
      ...{ ...report, verdict: 'differs', at: null },
      message: 'The chain holds, and its head is not the one that the receipt of the run names.',
    };
  const named = recorded === null ? '' : ', and its head is the one that the receipt names';
  return {
    ...{ ...report, verdict: 'matches', at: null },
    message: `Every link of ${rows.length} rows was worked out again and holds${named}.`,
  };
}

const lineOf = (fault: string): number | null => {
  const line = /^line (\d+):/.exec(fault)?.[1];
  return line === undefined ? null : Number(line) - 1;
};

function stepReport({ path, bytes }: SchemeFile, hash: Hash): SchemeReport {
  const verdict = verifySteps(bytes, hash);
  const report = { ...steps, file: path, value: verdict.headHash, recorded: null };
  if (verdict.steps === 0 && verdict.ok)
    return { ...report, verdict: 'not recorded', at: null, message: 'The journal is empty.' };
  if (verdict.ok)
    return {
      ...{ ...report, recorded: verdict.headHash, verdict: 'matches', at: null },
      message: `Every link of ${verdict.steps} steps was worked out again and holds.`,
    };
  return {
    ...{ ...report, verdict: 'broken', at: lineOf(verdict.errors[0] ?? '') },
    message: `${verdict.errors.length === 1 ? 'One fault' : `${verdict.errors.length} faults`}: ${verdict.errors.join('; ')}.`,
  };
}

/** The head that a receipt beside the journal names. */
function headBeside(path: string, files: readonly SchemeFile[]): string | null {
  const receipt = files.find((file) => file.path === `${folderOf(path)}run-receipt.json`);
  if (!receipt) return null;
  const parsed = parsePythonJson(fileText(receipt.bytes));
  return parsed.ok ? receiptHead(parsed.value) : null;
}

const isChained = (bytes: Uint8Array): boolean =>
  loadEvents(bytes).some((row) => isDict(row) && eventField(row, 'event_hash') !== undefined);

const isSteps = (bytes: Uint8Array): boolean =>
  loadEvents(bytes).some((row) => isDict(row) && eventField(row, 'step_hash') !== undefined);

function reportsOf(file: SchemeFile, files: readonly SchemeFile[], hash: Hash): SchemeReport[] {
  const name = nameOf(file.path);
  if (name === '000000.jsonl' || (/\.jsonl$/.test(name) && isSteps(file.bytes)))
    return [stepReport(file, hash)];
  if (name.endsWith('journal.jsonl') || (/\.jsonl$/.test(name) && isChained(file.bytes)))
    return [journalReport(file, headBeside(file.path, files), hash)];
  return name.endsWith('replay.jsonl') ? logReports(file, hash) : [];
}

/**
 * Every fingerprint that Bernstein defines for these files, worked out again and held against what they say: A and
 * B of a replay.jsonl, the chain of a journal.jsonl, that of each agent's step journal. Stored hashes and payloads
 * are both checked. Files of other names give nothing; a file that is not UTF-8 gives a report that says so.
 */
export function bernsteinSchemes(files: readonly SchemeFile[], hash: Hash): SchemeReport[] {
  return files.flatMap((file) => {
    try {
      return reportsOf(file, files, hash);
    } catch (error) {
      if (!(error instanceof SeedError)) throw error;
      return {
        ...{ ...chain, scheme: 'Bernstein', file: file.path, value: null, recorded: null },
        ...{
          verdict: 'broken',
          at: null,
          message: `Not readable as Bernstein reads it: ${error.message}.`,
        },
      };
    }
  });
}
