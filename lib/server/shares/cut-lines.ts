import { Masker } from '@/lib/replay/findings/masker';

/** Of a beginning at a cut: lengths that are looked for one by one. */
const shortestHead = 1;
const head = 8;

/** As `oneLine` of the trace room makes a line of a text. */
const inLine = (text: string): string => text.replace(/\s{2,}|[^\S ]/g, ' ').trim();
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/**
 * Finds lines that may hold a value, or its beginning where the line was cut. First lines of events are cut to 160
 * characters, in places that are not always marked, so a whole value need not be there.
 */
export class CutLines {
  readonly #heads: Masker;
  readonly #beginnings = new Set<string>();

  constructor(values: readonly string[]) {
    const spelled = values.flatMap((value) => [value, inJson(value), inJson(inJson(value))]);
    const lines = spelled.map(inLine);
    this.#heads = new Masker(lines.map((line) => line.slice(0, head)));
    for (const line of lines)
      for (let length = shortestHead; length < Math.min(head, line.length); length += 1)
        this.#beginnings.add(line.slice(0, length));
  }

  /** Rather too often than once too little. */
  mayHold(line: string): boolean {
    if (this.#heads.isEmpty) return false;
    if (this.#heads.count(line) > 0) return true;
    for (let end = line.indexOf('…'); end >= 0; end = line.indexOf('…', end + 1))
      if (this.#endsInBeginning(line, end)) return true;
    return this.#endsInBeginning(line, line.length);
  }

  #endsInBeginning(line: string, end: number): boolean {
    for (let length = shortestHead; length < head; length += 1)
      if (length <= end && this.#beginnings.has(line.slice(end - length, end))) return true;
    return false;
  }
}
