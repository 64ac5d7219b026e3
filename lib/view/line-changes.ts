import { intern, matchSequences } from '@/lib/replay/diff/match-sequences';

/** Lines `[a, aEnd)` of the left text beside `[b, bEnd)` of the right one. */
export interface LineBlock {
  same: boolean;
  a: number;
  aEnd: number;
  b: number;
  bEnd: number;
}

export interface LineChanges {
  /** Lines with their ends; very long ones in pieces. Joined they are the text. */
  left: string[];
  right: string[];
  /** In order, without gaps; `same` and not in turn. */
  blocks: LineBlock[];
  /** Some stretch was too different for the edit budget: equal lines in it may show as removed and added. */
  coarse: boolean;
}

/** A line longer than this is read in pieces. */
const longLine = 1_000;
/** No piece is longer. */
const longPiece = 4_000;

/**
 * Cuts a line where its own words say so (a separator after which the last letters have a certain remainder), so
 * that equal stretches of two lines are cut alike, wherever they stand.
 */
function cutLine(line: string, into: string[]): void {
  let start = 0;
  let recent = 0;
  for (let at = 0; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    recent = (Math.imul(recent, 31) + code) >>> 0;
    const separator = code === 0x20 || code === 0x2c || code === 0x3b || code === 0x7d;
    const wanted = separator && (recent & 0x3ff) % 24 === 0;
    // A pair of surrogates is one character.
    const half = code >= 0xd800 && code <= 0xdbff;
    if ((wanted || at + 1 - start >= longPiece) && !half) {
      into.push(line.slice(start, at + 1));
      start = at + 1;
    }
    // What was before a separator says nothing of what follows: only so do equal stretches fall into step again.
    if (separator) recent = 0;
  }
  if (start < line.length) into.push(line.slice(start));
}

/** The lines of a text with their ends, very long ones in pieces. Joined they are the text. */
export function textLines(text: string): string[] {
  const lines: string[] = [];
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start) + 1 || text.length;
    const line = text.slice(start, end);
    if (line.length > longLine) cutLine(line, lines);
    else lines.push(line);
    start = end;
  }
  return lines;
}

/** Two texts of any length laid beside each other by lines. Never quadratic in their length. */
export function lineChanges(before: string, after: string): LineChanges {
  const [left, right] = [textLines(before), textLines(after)];
  const [a = [], b = []] = intern(left, right);
  const { matches, coarse } = matchSequences(a, b, 0);
  const blocks: LineBlock[] = [];
  let [atA, atB] = [0, 0];
  for (const match of [...matches, { a: a.length, b: b.length, length: 0 }]) {
    if (match.a > atA || match.b > atB)
      blocks.push({ same: false, a: atA, aEnd: match.a, b: atB, bEnd: match.b });
    atA = match.a + match.length;
    atB = match.b + match.length;
    if (match.length > 0) blocks.push({ same: true, a: match.a, aEnd: atA, b: match.b, bEnd: atB });
  }
  return { left, right, blocks, coarse };
}

/** Both texts whole, one after the other, where there was no time to look closer. */
export function wholeTexts(before: string, after: string): LineChanges {
  const [left, right] = [textLines(before), textLines(after)];
  const block = { same: false, a: 0, aEnd: left.length, b: 0, bEnd: right.length };
  return { left, right, blocks: [block], coarse: true };
}

/** A line to draw: of both sides, of one, or a stretch of equal ones that is folded. */
export type LineRow =
  | { kind: 'line'; id: string; same: boolean; a: number | null; b: number | null }
  | { kind: 'fold'; id: string; count: number };

/** Equal lines that stay in view beside a change. */
const context = 3;

/** Rows to draw; `open` names folds by their id. Lines of a change are laid beside each other, first to first. */
export function lineRows(blocks: readonly LineBlock[], open: ReadonlySet<string>): LineRow[] {
  const rows: LineRow[] = [];
  const push = (same: boolean, a: number | null, b: number | null): void => {
    rows.push({ kind: 'line', id: `${a ?? 'x'}-${b ?? 'x'}`, same, a, b });
  };
  blocks.forEach(({ same, a, aEnd, b, bEnd }, index) => {
    const length = Math.max(aEnd - a, bEnd - b);
    const head = !same || index === 0 ? 0 : context;
    const tail = !same || index === blocks.length - 1 ? 0 : context;
    const id = `fold-${a}-${b}`;
    const folded = same && length - head - tail > context && !open.has(id);
    for (let at = 0; at < length; at += 1) {
      if (folded && at === head) {
        rows.push({ kind: 'fold', id, count: length - head - tail });
        at = length - tail - 1;
        continue;
      }
      push(same, a + at < aEnd ? a + at : null, b + at < bEnd ? b + at : null);
    }
  });
  return rows;
}
