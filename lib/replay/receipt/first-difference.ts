export interface FirstDifference {
  /** From 1. */
  line: number;
  /** UTF-16 units of the line that both sides share, less some that are shown for orientation. */
  from: number;
  /** The line from there, without its end, cut to the length that was asked for; null where that side has ended. */
  receipt: string | null;
  trace: string | null;
}

/**
 * The first line that two texts do not share, line ends included; null where they are equal. Each side comes in
 * pieces of any size, and one line of each is in memory. Behind each line `pause` is awaited.
 */
export async function firstDifference(
  receipt: Iterable<string>,
  trace: Iterable<string>,
  shown: number,
  pause: () => Promise<void> = async () => undefined,
): Promise<FirstDifference | null> {
  const [left, right] = [linesIn(receipt), linesIn(trace)];
  for (let line = 1; ; line += 1) {
    const [a, b] = [left.next(), right.next()];
    const [ours, theirs] = [a.done ? null : a.value, b.done ? null : b.value];
    if (ours === null && theirs === null) return null;
    if (ours === theirs) {
      await pause();
      continue;
    }
    const from = Math.max(0, sharedStart(ours ?? '', theirs ?? '') - context);
    const cut = (text: string | null) =>
      text === null ? null : text.replace(/\n$/, '').slice(from, from + shown);
    return { line, from, receipt: cut(ours), trace: cut(theirs) };
  }
}

/** Shown before the first character that differs. */
const context = 40;

function sharedStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/** With their ends: a text that lacks the last one is another text. */
function* linesIn(pieces: Iterable<string>): Generator<string> {
  let rest = '';
  for (const piece of pieces) {
    const lines = (rest + piece).split(/(?<=\n)/);
    rest = lines.at(-1)?.endsWith('\n') ? '' : (lines.pop() ?? '');
    yield* lines;
  }
  if (rest !== '') yield rest;
}
