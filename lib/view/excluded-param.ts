/** As long as an address may be, with room for what else stands in it. */
const longestExcluded = 2000;

/** Ranges that one address names. */
const mostRanges = 400;

const pattern = /^\d{1,9}(-\d{1,9})?(,\d{1,9}(-\d{1,9})?)*$/;

/**
 * `12,15-18` as seqs, ascending, each once; both ends of a range count. Events from `length` on are passed over, so
 * that a range costs what the trace holds. null for what is no such list.
 */
export function parseExcluded(text: string, length: number): number[] | null {
  if (text === '') return [];
  if (text.length > longestExcluded || !pattern.test(text)) return null;
  const ranges = text.split(',', mostRanges + 1);
  if (ranges.length > mostRanges) return null;
  const spans = ranges
    .map((range) => {
      const [first = '', last = first] = range.split('-');
      return { first: Number(first), end: Math.min(Number(last), length - 1) };
    })
    .sort((a, b) => a.first - b.first);
  const seqs: number[] = [];
  // Where ranges overlap, what is in already is not gone through again.
  for (const { first, end } of spans)
    for (let seq = Math.max(first, (seqs.at(-1) ?? -1) + 1); seq <= end; seq += 1) seqs.push(seq);
  return seqs;
}

/** Seqs as the address holds them; null where they do not fit into one. */
export function formatExcluded(seqs: Iterable<number>): string | null {
  const ranges: [number, number][] = [];
  for (const seq of [...new Set(seqs)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last[1] === seq - 1) last[1] = seq;
    else ranges.push([seq, seq]);
  }
  const text = ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
  return ranges.length > mostRanges || text.length > longestExcluded ? null : text;
}
