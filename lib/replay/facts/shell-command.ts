import { field, isObject, type Json, listField, textField } from '@/lib/trace/json';

const commandFields = ['command', 'cmd', 'script', 'code', 'input', 'CommandLine'];

/** The command line of a shell tool's arguments; null where there is none. `["bash", "-lc", x]` is x. */
export function commandOf(input: Json): string | null {
  if (typeof input === 'string') return input;
  if (!isObject(input)) return null;
  for (const name of commandFields) {
    const text = textField(input, name);
    if (text !== undefined) return text;
    const words = listField(input, name)?.filter((word) => typeof word === 'string');
    if (words && words.length > 0) return ofWords(words);
  }
  const inner = field(input, 'action');
  return isObject(inner) ? commandOf(inner) : null;
}

function ofWords(words: readonly string[]): string {
  const [shell = '', flag = '', script] = words;
  const runs = /(?:^|\/)(?:ba|z|da)?sh$/.test(shell) && /^-\w*c$/.test(flag);
  return runs && script !== undefined && words.length === 3 ? script : words.join(' ');
}

/** One simple command of a command line. */
export interface ShellPiece {
  words: string[];
  /** What joins it to the one before: `;` stands for a line's end, too. */
  joined: '' | ';' | '&&' | '||' | '|' | '&';
  /** Files that its output goes to. */
  writes: string[];
  /** The text of its here-document. */
  heredoc: string | null;
}

/** Longer command lines hold a file, not a command. */
const mostCommand = 200_000;

/**
 * Simple commands in order, with quotes taken off. No expansion: `$x`, globs and `$(…)` stay as they are written.
 * Reads once from left to right.
 */
export function shellPieces(command: string): ShellPiece[] {
  const text = command.slice(0, mostCommand);
  const pieces: ShellPiece[] = [];
  const begin = (joined: ShellPiece['joined']): ShellPiece => ({
    ...{ words: [], joined, writes: [], heredoc: null },
  });
  let piece = begin('');
  let word: string | null = null;
  let redirect = false;
  let waiting: { piece: ShellPiece; end: string | null; tabs: boolean } | null = null;
  const endWord = (): void => {
    if (word === null) return;
    if (waiting && waiting.end === null) waiting.end = word;
    else if (redirect) piece.writes.push(word);
    else piece.words.push(word);
    redirect = false;
    word = null;
  };
  const endPiece = (joined: ShellPiece['joined']): void => {
    endWord();
    if (piece.words.length > 0 || piece.writes.length > 0) pieces.push(piece);
    piece = begin(joined);
    redirect = false;
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    const next = text.charAt(at + 1);
    if (sign === "'" || sign === '"') {
      const end = closing(text, at);
      const inside = text.slice(at + 1, end);
      word = (word ?? '') + (sign === '"' ? inside.replace(/\\(["\\$`])/g, '$1') : inside);
      at = end;
    } else if (sign === '\\') {
      if (next !== '\n') word = (word ?? '') + next;
      at += 1;
    } else if (sign === '\n') {
      endWord();
      const open: { piece: ShellPiece; end: string | null; tabs: boolean } | null = waiting;
      if (open?.end) {
        const body = heredocAt(text, at + 1, open.end, open.tabs);
        open.piece.heredoc = body.text;
        at = body.after - 1;
      }
      waiting = null;
      endPiece(';');
    } else if (sign === ' ' || sign === '\t') endWord();
    else if (sign === '#' && word === null) {
      const end = text.indexOf('\n', at);
      at = (end < 0 ? text.length : end) - 1;
    } else if (sign === '<' && next === '<' && text.charAt(at + 2) !== '<') {
      endWord();
      waiting = { piece, end: null, tabs: text.charAt(at + 2) === '-' };
      at += waiting.tabs ? 2 : 1;
    } else if (sign === '>') {
      // `2>&1` and `2>file` are no output of its own.
      const other = word !== null && /^\d$/.test(word) && word !== '1';
      if (word !== null && /^\d$/.test(word)) word = null;
      endWord();
      if (next === '>') at += 1;
      if (text.charAt(at + 1) === '&') {
        at += 2;
      } else redirect = !other;
      if (other && !redirect) at = skipWord(text, at + 1);
    } else if (sign === '&' && next === '>') {
      endWord();
      redirect = true;
      at += 1;
    } else if (sign === ';' || sign === '(' || sign === ')') endPiece(';');
    else if (sign === '&' || sign === '|') {
      const twice = next === sign;
      endPiece(sign === '&' ? (twice ? '&&' : '&') : twice ? '||' : '|');
      if (twice || next === '&') at += 1;
    } else word = (word ?? '') + sign;
  }
  endPiece('');
  return pieces;
}

function closing(text: string, from: number): number {
  const quote = text.charAt(from);
  for (let at = from + 1; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === quote) return at;
    if (sign === '\\' && quote === '"') at += 1;
  }
  return text.length;
}

function skipWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charAt(at) === ' ') at += 1;
  while (at < text.length && !/[\s;&|<>()]/.test(text.charAt(at))) at += 1;
  return at - 1;
}

function heredocAt(
  text: string,
  from: number,
  end: string,
  tabs: boolean,
): { text: string; after: number } {
  let start = from;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const stop = found < 0 ? text.length : found;
    const line = text.slice(start, stop);
    if ((tabs ? line.replace(/^\t+/, '') : line) === end)
      return { text: text.slice(from, start), after: stop };
    start = stop + 1;
  }
  return { text: text.slice(from), after: text.length };
}
