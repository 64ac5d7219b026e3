import type { Hash } from '@/lib/trace/identity';
import { dumpCanonicalJson } from '../python/python-json';
import { pythonInt } from '../python/python-text';
import {
  dictEntries,
  isDict,
  type PythonDict,
  type PythonValue,
  pythonEqual,
} from '../python/python-value';
import { eventField, fieldOr, fieldText } from './filter-events';
import { logLines } from './load-events';

/** The link before the first step. */
const genesisHash = '0'.repeat(64);

/** What a step's hash is taken of, in the order in which differences are named. */
const hashedFields = [
  ...(['prev_hash', 'input_hash', 'model', 'prompt'] as const),
  ...(['tool_call', 'tool_result', 'effort'] as const),
];

/** Bernstein's `compute_step_hash`: `effort` counts only where it is recorded. */
export function stepHash(step: PythonValue, hash: Hash): string {
  const document = new Map<string, PythonValue>();
  for (const name of hashedFields) {
    const value = eventField(step, name) ?? null;
    if (name !== 'effort' || value !== null) document.set(name, value);
  }
  return hash(dumpCanonicalJson(document));
}

/** A step as the hash covers it: links are text whatever the file holds. */
function hashedStep(row: PythonDict | Extract<PythonValue, object>): PythonValue {
  const dict = isDict(row) ? row : new Map<string, PythonValue>();
  return new Map<string, PythonValue>([
    ...dictEntries(dict),
    ['prev_hash', fieldText(dict, 'prev_hash')],
    ['input_hash', fieldText(dict, 'input_hash')],
  ]);
}

export interface StepVerdict {
  ok: boolean;
  headHash: string;
  steps: number;
  /** Every fault, by line. */
  errors: string[];
}

const brief = (hash: string): string => `${[...hash].slice(0, 16).join('')}...`;

/** Bernstein's `JournalReader.verify`: all faults of an agent's journal, not the first alone. */
export function verifySteps(
  bytes: Uint8Array,
  hash: Hash,
  expectedHead: string | null = null,
): StepVerdict {
  const errors: string[] = [];
  let head = genesisHash;
  let steps = 0;
  for (const { number, value: row, reason } of logLines(bytes)) {
    const tell = (fault: string) => errors.push(`line ${number}: ${fault}`);
    if (row === undefined) tell(`invalid JSON (${reason})`);
    else if (!isDict(row)) tell('entry is not a JSON object');
    else {
      const seq = pythonInt(fieldOr(row, 'seq', -1));
      if (seq !== steps) tell(`seq mismatch (expected ${steps}, got ${seq})`);
      const previous = fieldText(row, 'prev_hash');
      if (previous !== head)
        tell(`prev_hash mismatch (expected ${brief(head)}, got ${brief(previous)})`);
      const expected = stepHash(hashedStep(row), hash);
      const stored = fieldText(row, 'step_hash');
      if (expected !== stored)
        tell(`step_hash mismatch (expected ${brief(expected)}, got ${brief(stored)})`);
      head = stored;
      steps += 1;
    }
  }
  if (expectedHead !== null && expectedHead !== head)
    errors.push(`head mismatch: expected ${brief(expectedHead)}, got ${brief(head)}`);
  return { ok: errors.length === 0, headHash: head, steps, errors };
}

/** Bernstein's `JournalReader.entries`: rows that are steps; torn lines and anything else are left out. */
export const stepEntries = (bytes: Uint8Array): PythonDict[] =>
  [...logLines(bytes)].flatMap(({ value }) =>
    value instanceof Map && value.has('step_hash') ? [value] : [],
  );

export interface StepDivergence {
  seq: number;
  fieldsChanged: string[];
  leftValues: Map<string, PythonValue>;
  rightValues: Map<string, PythonValue>;
  reason: string;
}

/** Bernstein's `diff_journals`: the first step that differs in what is hashed, with the fields' names. */
export function diffSteps(
  left: readonly PythonDict[],
  right: readonly PythonDict[],
): StepDivergence | null {
  const common = Math.min(left.length, right.length);
  for (let at = 0; at < common; at += 1) {
    const a = left[at] ?? new Map();
    const b = right[at] ?? new Map();
    const of = (row: PythonDict, name: string) => row.get(name) ?? null;
    const changed = hashedFields.filter((name) => !pythonEqual(of(a, name), of(b, name)));
    if (changed.length === 0) continue;
    return {
      seq: pythonInt(fieldOr(a, 'seq', 0)),
      fieldsChanged: changed,
      leftValues: new Map(changed.map((name) => [name, of(a, name)])),
      rightValues: new Map(changed.map((name) => [name, of(b, name)])),
      reason: `field(s) differ: ${changed.join(', ')}`,
    };
  }
  if (left.length === right.length) return null;
  const longer = left.length > right.length ? 'left' : 'right';
  const extra = Math.abs(left.length - right.length);
  return {
    seq: common,
    fieldsChanged: ['length'],
    leftValues: new Map([['steps', left.length]]),
    rightValues: new Map([['steps', right.length]]),
    reason: `chain length mismatch: ${longer} has ${extra} extra step(s) past seq ${common - 1}; missing step would be at this seq`,
  };
}
