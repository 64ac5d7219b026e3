import type { Hash } from '@/lib/trace/identity';
import { dumpCanonicalJson } from '../python/python-json';
import { dictEntries, isDict, type PythonValue } from '../python/python-value';
import { logLines } from './load-events';

/** Scheme A (Bernstein v1.x): SHA-256 of the bytes as they are. Null for a missing file gives the empty text. */
export const fingerprintRaw = (bytes: Uint8Array | null, hash: Hash): string =>
  bytes === null ? '' : hash(bytes);

const clocks: ReadonlySet<string> = new Set(['ts', 'elapsed_s']);

/** A dict as canonical JSON, less some of its own keys; those of dicts within it stay. */
function canonicalWithout(dict: PythonValue, left: ReadonlySet<string>): string {
  if (!isDict(dict)) return dumpCanonicalJson(dict);
  return dumpCanonicalJson(new Map(dictEntries(dict).filter(([key]) => !left.has(key))));
}

/** One event as scheme B hashes it: without its own clocks. */
export const canonicalEvent = (event: PythonValue): string => canonicalWithout(event, clocks);

/**
 * Scheme B (after Bernstein's change 1865): SHA-256 over the canonical JSON of every line that is an object, each
 * with a newline. Throws SeedError where the bytes are not UTF-8.
 */
export function fingerprintCanonical(bytes: Uint8Array, hash: Hash): string {
  const lines: string[] = [];
  for (const { value } of logLines(bytes))
    if (value !== undefined && isDict(value)) lines.push(`${canonicalEvent(value)}\n`);
  return hash(lines.join(''));
}
