import { parsePythonJson } from '@/lib/replay/python/parse-python-json';
import { isDict, type PythonValue } from '@/lib/replay/python/python-value';
import type { AppState } from '@/lib/server/app-state';
import { findUpload, readFileBytes } from '@/lib/server/uploads/upload-source';
import type { Event, RecordRef } from '@/lib/trace/event';

/** Neighbouring lines up to this many bytes are read in one go. */
const together = 4 << 20;

/**
 * The objects that events were made of, by their seq, read as Python reads them: the first record of each that is
 * one. Events without such a record, as those of a branch that was made here, are left out.
 * Throws AppError `not_found` where the upload is gone.
 */
export async function recordedLines(
  { store, imports }: Pick<AppState, 'store' | 'imports'>,
  traceId: string,
  events: readonly Event[],
): Promise<Map<number, PythonValue>> {
  const lines = new Map<number, PythonValue>();
  const refs = events.flatMap(({ seq, records }) => records.map((ref) => ({ seq, ref })));
  if (refs.length === 0) return lines;
  const upload = await findUpload(store, traceId);
  for (const group of neighbours(refs)) {
    const [file, start, end] = group.span;
    const bytes = await readFileBytes(store, upload, [file, start, end], imports.limits);
    for (const { seq, ref } of group.refs) {
      if (lines.has(seq)) continue;
      const line = bytes.subarray(ref[1] - start, ref[2] - start);
      const parsed = parsePythonJson(new TextDecoder().decode(line));
      if (parsed.ok && isDict(parsed.value)) lines.set(seq, parsed.value);
    }
  }
  return lines;
}

interface Placed {
  seq: number;
  ref: RecordRef;
}

/** Records of one file that lie close together, with the bytes from the first to the last of them. */
function neighbours(refs: readonly Placed[]): { span: RecordRef; refs: Placed[] }[] {
  const groups: { span: RecordRef; refs: Placed[] }[] = [];
  for (const placed of refs) {
    const [file, start, end] = placed.ref;
    const last = groups.at(-1);
    const from = Math.min(last?.span[1] ?? start, start);
    const to = Math.max(last?.span[2] ?? end, end);
    if (last && last.span[0] === file && to - from <= together) {
      last.span = [file, from, to];
      last.refs.push(placed);
    } else groups.push({ span: [file, start, end], refs: [placed] });
  }
  return groups;
}
