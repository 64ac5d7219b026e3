import type { Json } from '@/lib/trace/json';
import { maxDepth } from '@/lib/trace/parse-json';
import type { ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';

export type ParsedLine = { ok: true; value: Json } | { ok: false; reason: string };

/** Only such digits may be a number that overflows. */
const suspicious = /\d[eE]\+?\d{3}|\d{300}/;

/** A number that overflows is none that an export holds, and has no canonical form. */
function finite(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError('a number is beyond any double');
  return value;
}

/** Plain JSON.parse: what an export holds was read once, its numbers are doubles. Never throws. */
export function parseLine(file: SourceFile, span: ValueSpan): ParsedLine {
  // The line wraps what an importer let through by a few levels.
  if (span.depth > maxDepth + 20) return { ok: false, reason: `nested ${span.depth} levels deep` };
  try {
    const text = file.text(span);
    const value: Json = suspicious.test(text) ? JSON.parse(text, finite) : JSON.parse(text);
    return { ok: true, value };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
