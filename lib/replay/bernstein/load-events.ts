import { parsePythonJson } from '../python/parse-python-json';
import { pythonStrip } from '../python/python-text';
import type { PythonValue } from '../python/python-value';
import { SeedError } from '../python/seed-error';

/** Text of a file as Python opens it: UTF-8 or SeedError; a byte order mark stays a character. */
export function fileText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new SeedError('UnicodeDecodeError', 'the file is not UTF-8');
  }
}

export interface LogLine {
  /** From 1, counted as Python counts: \n, \r\n and \r each end a line. */
  number: number;
  /** Without white space around it, never empty. */
  text: string;
  /** Undefined where the line is no JSON; `reason` says why. */
  value: PythonValue | undefined;
  reason: string | null;
}

/** The lines of a log that are not blank. Throws SeedError where the bytes are not UTF-8. */
export function* logLines(bytes: Uint8Array): Generator<LogLine> {
  const text = fileText(bytes);
  const ends = /\r\n|\n|\r/g;
  let start = 0;
  for (let number = 1; start < text.length; number += 1) {
    const end = ends.exec(text);
    const line = pythonStrip(text.slice(start, end?.index));
    start = end === null ? text.length : ends.lastIndex;
    if (line === '') continue;
    const parsed = parsePythonJson(line);
    if (parsed.ok) yield { number, text: line, value: parsed.value, reason: null };
    else yield { number, text: line, value: undefined, reason: parsed.reason };
  }
}

/**
 * Bernstein's `load_replay_events`, and `load_events` of its journal: every line that is JSON, in order, scalars
 * and lists too; blank and torn lines are left out. Throws SeedError where the bytes are not UTF-8.
 */
export const loadEvents = (bytes: Uint8Array): PythonValue[] =>
  [...logLines(bytes)].flatMap(({ value }) => (value === undefined ? [] : [value]));
