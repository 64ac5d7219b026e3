// biome-ignore lint/suspicious/noControlCharactersInRegex: Python ends lines at these too.
const lineEnd = /\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/;

/** Python's `str.splitlines`: it also splits at vertical tabs, form feeds, separators and U+0085. */
export function pythonLines(text: string): string[] {
  const lines = text.split(lineEnd);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** A stretch that both sides have: a[i, i + size) and b[j, j + size). */
interface Match {
  i: number;
  j: number;
  size: number;
}

/** Where a line stands in `b`, but those that make more than a hundredth of a long text: difflib's `autojunk`. */
function positions(b: readonly string[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [at, line] of b.entries()) {
    const places = found.get(line);
    if (places) places.push(at);
    else found.set(line, [at]);
  }
  if (b.length < 200) return found;
  const most = Math.floor(b.length / 100) + 1;
  for (const [line, places] of found) if (places.length > most) found.delete(line);
  return found;
}

/** difflib's `find_longest_match`: of equal lengths the first in `a`, then the first in `b`. */
function longestMatch(
  a: readonly string[],
  b: readonly string[],
  places: ReadonlyMap<string, readonly number[]>,
  [aLow, aHigh, bLow, bHigh]: readonly [number, number, number, number],
): Match {
  let best: Match = { i: aLow, j: bLow, size: 0 };
  let lengths = new Map<number, number>();
  for (let i = aLow; i < aHigh; i += 1) {
    const next = new Map<number, number>();
    for (const j of places.get(a[i] ?? '') ?? []) {
      if (j < bLow) continue;
      if (j >= bHigh) break;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { i: i - size + 1, j: j - size + 1, size };
    }
    lengths = next;
  }
  let { i, j, size } = best;
  // Lines that are too frequent to begin a match may lengthen one.
  while (i > aLow && j > bLow && a[i - 1] === b[j - 1]) {
    i -= 1;
    j -= 1;
    size += 1;
  }
  while (i + size < aHigh && j + size < bHigh && a[i + size] === b[j + size]) size += 1;
  return { i, j, size };
}

function matchingBlocks(a: readonly string[], b: readonly string[]): Match[] {
  const places = positions(b);
  const queue: [number, number, number, number][] = [[0, a.length, 0, b.length]];
  const found: Match[] = [];
  for (let range = queue.pop(); range; range = queue.pop()) {
    const [aLow, aHigh, bLow, bHigh] = range;
    const match = longestMatch(a, b, places, range);
    if (match.size === 0) continue;
    found.push(match);
    const { i, j, size } = match;
    if (aLow < i && bLow < j) queue.push([aLow, i, bLow, j]);
    if (i + size < aHigh && j + size < bHigh) queue.push([i + size, aHigh, j + size, bHigh]);
  }
  found.sort((x, y) => x.i - y.i || x.j - y.j);
  const joined: Match[] = [];
  for (const match of found) {
    const last = joined.at(-1);
    if (last && last.i + last.size === match.i && last.j + last.size === match.j)
      last.size += match.size;
    else joined.push({ ...match });
  }
  return [...joined, { i: a.length, j: b.length, size: 0 }];
}

/** What becomes of a[i1, i2) and b[j1, j2). */
interface Step {
  same: boolean;
  i1: number;
  i2: number;
  j1: number;
  j2: number;
}

function steps(a: readonly string[], b: readonly string[]): Step[] {
  const found: Step[] = [];
  let i1 = 0;
  let j1 = 0;
  for (const { i, j, size } of matchingBlocks(a, b)) {
    if (i1 < i || j1 < j) found.push({ same: false, i1, i2: i, j1, j2: j });
    i1 = i + size;
    j1 = j + size;
    if (size > 0) found.push({ same: true, i1: i, i2: i1, j1: j, j2: j1 });
  }
  return found;
}

/** Steps in hunks of up to `context` equal lines around each change. */
function hunks(all: readonly Step[], context: number): Step[][] {
  const found: Step[][] = [];
  let hunk: Step[] = [];
  for (const [at, step] of all.entries()) {
    let { i1, j1, i2, j2 } = step;
    if (step.same && at === 0) {
      i1 = Math.max(i1, i2 - context);
      j1 = Math.max(j1, j2 - context);
    } else if (step.same && at < all.length - 1 && i2 - i1 > context * 2) {
      hunk.push({ same: true, i1, i2: i1 + context, j1, j2: j1 + context });
      found.push(hunk);
      hunk = [];
      i1 = i2 - context;
      j1 = j2 - context;
    }
    if (step.same && at === all.length - 1) {
      i2 = Math.min(i2, i1 + context);
      j2 = Math.min(j2, j1 + context);
    }
    hunk.push({ same: step.same, i1, i2, j1, j2 });
  }
  if (hunk.some(({ same }) => !same)) found.push(hunk);
  return found.filter((steps) => steps.some(({ same }) => !same));
}

function rangeText(start: number, stop: number): string {
  const length = stop - start;
  if (length === 1) return String(start + 1);
  return `${length === 0 ? start : start + 1},${length}`;
}

/**
 * Python's `"\n".join(difflib.unified_diff(a.splitlines(), b.splitlines(), from, to, lineterm=""))`, with three lines
 * of context: empty where the lines are equal, whatever ends them.
 */
export function unifiedDiff(left: string, right: string, from: string, to: string): string {
  const a = pythonLines(left);
  const b = pythonLines(right);
  const lines: string[] = [];
  for (const hunk of hunks(steps(a, b), 3)) {
    const first = hunk[0];
    const last = hunk.at(-1);
    if (!first || !last) continue;
    if (lines.length === 0) lines.push(`--- ${from}`, `+++ ${to}`);
    lines.push(`@@ -${rangeText(first.i1, last.i2)} +${rangeText(first.j1, last.j2)} @@`);
    for (const { same, i1, i2, j1, j2 } of hunk) {
      if (same) lines.push(...a.slice(i1, i2).map((line) => ` ${line}`));
      else {
        lines.push(...a.slice(i1, i2).map((line) => `-${line}`));
        lines.push(...b.slice(j1, j2).map((line) => `+${line}`));
      }
    }
  }
  return lines.join('\n');
}
