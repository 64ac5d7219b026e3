import type { Json } from '@/lib/trace/json';
import { pythonRepr, pythonSlice, pythonStr } from '../python/python-text';
import { SeedError } from '../python/seed-error';
import type { SeedEvent, SeedTrace } from './seed-trace';

export interface SeedDiff {
  leftId: Json;
  rightId: Json;
  matched: number;
  divergedAt: number | null;
  identical: boolean;
  typeMismatches: [index: number, left: Json, right: Json][];
  /** Events beyond the end of the shorter side, with their index. */
  onlyInLeft: [index: number, event: SeedEvent][];
  onlyInRight: [index: number, event: SeedEvent][];
}

/** `current`: matches count up to the first mismatch. `d9b7c64`: the original, which counts all of them. */
export type Differ = 'current' | 'd9b7c64';

const sameType = (left: Json | undefined, right: Json | undefined): boolean =>
  pythonRepr(left ?? null) === pythonRepr(right ?? null);

/** The seed's diff: events are paired by index and compared by type alone. */
export function diffTraces(
  left: SeedTrace,
  right: SeedTrace,
  differ: Differ = 'current',
): SeedDiff {
  const common = Math.min(left.events.length, right.events.length);
  const mismatches: SeedDiff['typeMismatches'] = [];
  let matched = 0;
  for (let at = 0; at < common; at += 1) {
    const a = left.events[at]?.type ?? null;
    const b = right.events[at]?.type ?? null;
    if (!sameType(a, b)) mismatches.push([at, a, b]);
    else if (differ === 'd9b7c64' || mismatches.length === 0) matched += 1;
  }
  const uneven = left.events.length !== right.events.length;
  const divergedAt = mismatches[0]?.[0] ?? (uneven ? common : null);
  const tail = ({ events }: SeedTrace): [number, SeedEvent][] =>
    events.slice(common).map((event, index) => [common + index, event]);
  return {
    leftId: left.traceId,
    rightId: right.traceId,
    matched,
    divergedAt,
    identical: divergedAt === null,
    typeMismatches: mismatches,
    onlyInLeft: tail(left),
    onlyInRight: tail(right),
  };
}

/** `[:80]` of a message, by code point. Throws SeedError TypeError for what cannot be sliced. */
function head(message: Json): string {
  if (typeof message === 'string') return pythonSlice([...message], 80).join('');
  if (Array.isArray(message)) return pythonRepr(pythonSlice(message, 80));
  throw new SeedError('TypeError', `${pythonRepr(message)} is not subscriptable`);
}

function* tailLines(word: string, id: Json, tail: [number, SeedEvent][]): Generator<string> {
  if (tail.length === 0) return;
  yield `  only in ${word} (${pythonStr(id)}): ${tail.length}`;
  for (const [index, { type, message }] of tail.slice(0, 10))
    yield `    [${index}] ${pythonStr(type)}: ${head(message)}`;
}

/** The seed's report, cut as Python's `[:limit]` cuts. Throws SeedError TypeError for a message that is no text. */
export function toLines(diff: SeedDiff, limit = 40): string[] {
  const lines = [
    `Trace diff: ${pythonStr(diff.leftId)} ↔ ${pythonStr(diff.rightId)}`,
    `  matched events: ${diff.matched}`,
  ];
  if (diff.identical) lines.push('  ✓ identical');
  else {
    if (diff.divergedAt !== null) lines.push(`  diverged at event ${diff.divergedAt}`);
    if (diff.typeMismatches.length > 0) {
      lines.push(`  type mismatches: ${diff.typeMismatches.length}`);
      for (const [index, left, right] of diff.typeMismatches.slice(0, 10))
        lines.push(`    event ${index}: ${pythonRepr(left)} → ${pythonRepr(right)}`);
    }
    lines.push(...tailLines('left', diff.leftId, diff.onlyInLeft));
    lines.push(...tailLines('right', diff.rightId, diff.onlyInRight));
  }
  return pythonSlice(lines, limit);
}
