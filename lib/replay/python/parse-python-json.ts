import { PythonFloat, type PythonValue } from './python-value';

/** As deep as Python reads by default. */
const maxNesting = 990;

const blank = /[ \t\n\r]*/y;
const numeral = /(-?(?:0|[1-9]\d*))(\.\d+)?([eE][+-]?\d+)?/y;
const plainText = /[ !#-[\]-\uffff]*/y;
const hex = /[0-9a-fA-F]{4}/y;
const escapes = new Map(
  Object.entries({ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }),
);
const words: readonly [string, PythonValue][] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', new PythonFloat(Number.NaN)],
  ['Infinity', new PythonFloat(Number.POSITIVE_INFINITY)],
  ['-Infinity', new PythonFloat(Number.NEGATIVE_INFINITY)],
];

/** Where the text stops to be JSON, in UTF-16 units. */
class NotJson extends Error {
  constructor(
    readonly reason: string,
    readonly at: number,
  ) {
    super(reason);
  }
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  whole(): PythonValue {
    const value = this.value(0);
    this.take(blank);
    if (this.at < this.text.length) throw new NotJson('Extra data', this.at);
    return value;
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at += found[0].length;
    return found;
  }

  private next(mark: string): boolean {
    this.take(blank);
    if (this.text[this.at] !== mark) return false;
    this.at += 1;
    return true;
  }

  private value(depth: number): PythonValue {
    if (depth > maxNesting) throw new NotJson('Nested too deep', this.at);
    this.take(blank);
    if (this.next('{')) return this.dict(depth);
    if (this.next('[')) return this.list(depth);
    if (this.next('"')) return this.string();
    for (const [word, value] of words)
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    const found = this.take(numeral);
    if (!found) throw new NotJson('Expecting value', this.at);
    const [text, whole = '', fraction, exponent] = found;
    if (fraction !== undefined || exponent !== undefined) return new PythonFloat(Number(text));
    const int = Number(whole);
    return Number.isSafeInteger(int) ? int || 0 : BigInt(whole);
  }

  private dict(depth: number): PythonValue {
    const dict = new Map<string, PythonValue>();
    if (this.next('}')) return dict;
    do {
      if (!this.next('"'))
        throw new NotJson('Expecting property name enclosed in double quotes', this.at);
      const key = this.string();
      if (!this.next(':')) throw new NotJson("Expecting ':' delimiter", this.at);
      dict.set(key, this.value(depth + 1));
    } while (this.next(','));
    if (!this.next('}')) throw new NotJson("Expecting ',' delimiter", this.at);
    return dict;
  }

  private list(depth: number): PythonValue {
    const list: PythonValue[] = [];
    if (this.next(']')) return list;
    do list.push(this.value(depth + 1));
    while (this.next(','));
    if (!this.next(']')) throw new NotJson("Expecting ',' delimiter", this.at);
    return list;
  }

  private string(): string {
    const start = this.at - 1;
    let text = '';
    while (true) {
      text += this.take(plainText)?.[0] ?? '';
      const stop = this.text[this.at];
      if (stop === undefined) throw new NotJson('Unterminated string', start);
      this.at += 1;
      if (stop === '"') return text;
      if (stop !== '\\') throw new NotJson('Invalid control character at', this.at - 1);
      const letter = this.text[this.at] ?? '';
      this.at += 1;
      if (letter === 'u') {
        const digits = this.take(hex);
        if (!digits) throw new NotJson('Invalid \\uXXXX escape', this.at);
        text += String.fromCharCode(Number.parseInt(digits[0], 16));
        continue;
      }
      const char = escapes.get(letter);
      if (char === undefined) throw new NotJson('Invalid \\escape', this.at - 2);
      text += char;
    }
  }
}

export type ParsedPythonJson = { ok: true; value: PythonValue } | { ok: false; reason: string };

/**
 * Python's `json.loads`: ints of any size and floats apart, NaN and infinities taken, of equal keys the last one's
 * value at the first one's place, surrogates kept as they are. The reason is worded as Python's. Never throws.
 */
export function parsePythonJson(text: string): ParsedPythonJson {
  try {
    return { ok: true, value: new Reader(text).whole() };
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    const before = text.slice(0, error.at).split('\n');
    const column = [...(before.at(-1) ?? '')].length + 1;
    const at = [...text.slice(0, error.at)].length;
    const place = `line ${before.length} column ${column} (char ${at})`;
    return { ok: false, reason: `${error.reason}: ${place}` };
  }
}
