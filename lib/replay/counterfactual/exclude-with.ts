import type { Outline, OutlineRow } from '@/lib/trace/outline';

/** An event that goes along with one that was left out by hand. */
export interface AlsoExcluded {
  seq: number;
  because: string;
}

/** Events that are left out together. */
export interface Excluded {
  /** By hand, ascending. */
  asked: readonly number[];
  /** Besides those, ascending. */
  alsoExcluded: readonly AlsoExcluded[];
  /** All of them. */
  seqs: ReadonlySet<number>;
}

/** Which model call asked for a tool call. */
export type MakerOf = (call: OutlineRow) => number | null;

/**
 * What must be left out with events so that what is left can still be sent: a model call takes the calls that it
 * asked for, a call takes its results, and a result takes its call, which nobody would answer. Seqs that are not
 * in the outline are passed over. Linear in the outline.
 */
export function excludeWith(
  outline: Outline,
  seqs: Iterable<number>,
  makerOf: MakerOf = callMakers(outline),
): Excluded {
  const asked = [...new Set(seqs)].filter((seq) => outline[seq]).sort((a, b) => a - b);
  const excluded = new Set(asked);
  if (asked.length === 0) return { asked, alsoExcluded: [], seqs: excluded };

  const resultsOf = new Map<number, number[]>();
  const callsOf = new Map<number, number[]>();
  const put = (map: Map<number, number[]>, key: number | null, seq: number): void => {
    if (key === null) return;
    const known = map.get(key);
    if (known) known.push(seq);
    else map.set(key, [seq]);
  };
  for (const row of outline) {
    if (row.kind === 'tool-result') put(resultsOf, row.call, row.seq);
    if (row.kind === 'tool-call') put(callsOf, makerOf(row), row.seq);
  }

  const also = new Map<number, string>();
  const open = [...asked];
  const take = (seq: number, because: string): void => {
    if (excluded.has(seq) || !outline[seq]) return;
    excluded.add(seq);
    also.set(seq, because);
    open.push(seq);
  };
  for (let seq = open.pop(); seq !== undefined; seq = open.pop()) {
    const row = outline[seq];
    if (row?.kind === 'model-call')
      for (const call of callsOf.get(seq) ?? [])
        take(call, `the reply of #${seq} asked for it, and that is left out`);
    if (row?.kind === 'tool-call')
      for (const result of resultsOf.get(seq) ?? [])
        take(result, `it answers the call #${seq}, which is left out`);
    if (row?.kind === 'tool-result' && row.call !== null)
      take(row.call, `its result #${seq} is left out, and a call without one cannot be sent`);
  }
  const alsoExcluded = [...also].map(([seq, because]) => ({ seq, because }));
  return {
    asked,
    alsoExcluded: alsoExcluded.sort((a, b) => a.seq - b.seq),
    seqs: excluded,
  };
}

/**
 * The model call that a tool call stands under, else the one whose conversation it goes on from. Each is looked up
 * once: a long row of calls costs no more than its length.
 */
export function callMakers(outline: Outline): MakerOf {
  const under = new Map<number, number | null>();
  return (call) => {
    const path: number[] = [];
    let found: number | null = null;
    let at: number | null = call.seq;
    while (at !== null) {
      const known = under.get(at);
      const row: OutlineRow | undefined = outline[at];
      if (known !== undefined || !row) {
        found = known ?? null;
        break;
      }
      if (row.kind === 'model-call') {
        found = at;
        break;
      }
      if (row.kind !== 'tool-call' && row.kind !== 'tool-result') break;
      path.push(at);
      const parent: OutlineRow | undefined = row.parent === null ? undefined : outline[row.parent];
      const next: number | null =
        parent?.kind === 'model-call' ? parent.seq : (row.said?.base ?? null);
      // Everything stands on what came earlier; a file that says otherwise does not hold us up.
      at = next !== null && next < at ? next : null;
    }
    for (const seq of path) under.set(seq, found);
    return found;
  };
}
