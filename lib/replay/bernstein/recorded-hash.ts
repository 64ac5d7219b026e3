import { dictEntries, dictGet, isDict, type PythonValue } from '../python/python-value';
import { type LogLine, logLines } from './load-events';

export interface Completion {
  /** The fingerprint that `run_completed` holds: that of what the file held before. */
  recorded: string;
  /** Where the line begins, in bytes. */
  start: number;
  /** Events before it. */
  index: number;
}

const textAt = (value: PythonValue | undefined, key: string): string | null => {
  const found = value !== undefined && isDict(value) ? dictGet(value, key) : undefined;
  return typeof found === 'string' && found !== '' ? found : null;
};

/** The last `run_completed` of a log with a fingerprint in it; null where there is none. */
export function completionOf(bytes: Uint8Array): Completion | null {
  let last: { recorded: string; line: LogLine; index: number } | null = null;
  let index = 0;
  for (const line of logLines(bytes)) {
    if (textAt(line.value, 'event') === 'run_completed') {
      const recorded = textAt(line.value, 'fingerprint');
      if (recorded !== null) last = { recorded, line, index };
    }
    if (line.value !== undefined) index += 1;
  }
  if (last === null) return null;
  return { recorded: last.recorded, start: lineStart(bytes, last.line.number), index: last.index };
}

/** First byte of a line, counted as `logLines` counts. */
function lineStart(bytes: Uint8Array, number: number): number {
  let line = 1;
  for (let at = 0; at < bytes.length; at += 1) {
    if (line === number) return at;
    const ends = bytes[at] === 0x0a || (bytes[at] === 0x0d && bytes[at + 1] !== 0x0a);
    if (ends) line += 1;
  }
  return bytes.length;
}

/** The journal's head as a receipt of the run names it, wherever in its first levels it stands. */
export function receiptHead(receipt: PythonValue, depth = 0): string | null {
  if (!isDict(receipt) || depth > 3) return null;
  const named = textAt(receipt, 'journal_head');
  if (named !== null) return named;
  const journal = dictGet(receipt, 'journal');
  const own = textAt(journal, 'head') ?? textAt(journal, 'head_hash');
  if (own !== null) return own;
  for (const [, value] of dictEntries(receipt)) {
    const found = receiptHead(value, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
