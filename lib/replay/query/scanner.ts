import { readPattern } from './pattern';
import type { Span, Written } from './query';
import { fault } from './query-error';

/** Reads the small pieces of a query from left to right. Faults with positions. */
export class Scanner {
  at = 0;

  constructor(readonly text: string) {}

  get done(): boolean {
    return this.at >= this.text.length;
  }

  peek(ahead = 0): string {
    return this.text[this.at + ahead] ?? '';
  }

  skipSpace(): void {
    while (/\s/.test(this.peek())) this.at += 1;
  }

  /** Takes `piece` if it stands here. */
  take(piece: string): boolean {
    if (!this.text.startsWith(piece, this.at)) return false;
    this.at += piece.length;
    return true;
  }

  /** Takes a word of the language, which ends where a space or a bracket begins. */
  takeKeyword(word: string): boolean {
    const next = this.text[this.at + word.length] ?? ' ';
    return /[\s()]/.test(next) && this.take(word);
  }

  /** Takes what `pattern`, which is sticky, matches here. */
  takeMatch(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at += found[0].length;
    return found;
  }

  /** A quoted text, a regex or a plain word; null where none begins here. */
  written(): Written | null {
    if (this.peek() === '"') return { text: this.quotedText(), quoted: true, pattern: null };
    return this.#regex() ?? this.#word();
  }

  /** Between quotes a backslash stands for itself, unless a quote or a backslash follows it. */
  quotedText(): string {
    const start = this.at;
    const found = this.takeMatch(/"((?:[^"\\]|\\[\s\S])*)"/y);
    if (!found)
      fault(
        { start, end: this.text.length },
        'The quotes are not closed.',
        closed(this.text.slice(start)),
      );
    return (found[1] ?? '').replace(/\\(["\\])/g, '$1');
  }

  /** `/…/flags`, followed by the end of the word: `/usr/bin` is a word. */
  #regex(): Written | null {
    const start = this.at;
    const found = this.takeMatch(
      /\/((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)(?=[\s,)]|$)/y,
    );
    if (!found) return null;
    const [, inner = '', flags = ''] = found;
    const source = inner.replaceAll('\\/', '/');
    const pattern = readPattern(source, flags, { start, end: this.at });
    return { text: source, quoted: false, pattern };
  }

  /** Up to white space, a comma or a bracket that was not opened in the word. */
  #word(): Written | null {
    const start = this.at;
    let open = 0;
    for (; !this.done; this.at += 1) {
      const next = this.peek();
      if (/[\s,"]/.test(next)) break;
      if (next === '(') open += 1;
      if (next === ')' && --open < 0) break;
    }
    const text = this.text.slice(start, this.at);
    return text === '' ? null : { text, quoted: false, pattern: null };
  }

  span(start: number): Span {
    return { start, end: this.at };
  }
}

const closed = (rest: string): string => `${rest.replace(/\\$/, '')}"`;
