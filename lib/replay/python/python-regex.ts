import { RE2JS } from 're2js';
import { SeedError } from './seed-error';

/** A pattern that is good Python and beyond what is matched in linear time; `feature` says which part. */
export class UnsupportedPattern extends Error {
  constructor(
    readonly pattern: string,
    readonly feature: string,
  ) {
    super(`${feature}: not supported, as patterns must be matched in linear time`);
    this.name = 'UnsupportedPattern';
  }
}

/** What Python's classes hold of Unicode, to stand between brackets; RE2 knows the ASCII ones alone. */
const spaces =
  '\\t-\\r\\x1c-\\x20\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}';
const noSpaces =
  '\\x00-\\x08\\x0e-\\x1b\\x21-\\x{84}\\x{86}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}' +
  '\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{10ffff}';
const noWords =
  '\\p{M}\\p{S}\\p{Z}\\p{C}\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Po}' +
  '\\x{203f}\\x{2040}\\x{2054}\\x{fe33}\\x{fe34}\\x{fe4d}-\\x{fe4f}\\x{ff3f}';
const unicodeClasses = new Map([
  ['d', '\\p{Nd}'],
  ['D', '\\P{Nd}'],
  ['s', spaces],
  ['S', noSpaces],
  ['w', '\\p{L}\\p{N}_'],
  ['W', noWords],
]);

const controls = new Map(
  Object.entries({ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }),
);
const hexLengths = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);
const beyond = new Map([
  ['(?=', 'a look-ahead'],
  ['(?!', 'a look-ahead'],
  ['(?<=', 'a look-behind'],
  ['(?<!', 'a look-behind'],
  ['(?P=', 'a back-reference'],
  ['(?(', 'a conditional group'],
  ['(?>', 'an atomic group'],
]);
const quantifier = /(?:[*+?]|\{(\d*)(?:(,)(\d*))?\})/y;
const flags = /\(\?([aiLmsux]*)(?:-([imsx]+))?([:)])/y;
const groupName = /\(\?P<([^\W\d]\w*)>/y;

const literal = (char: string): string =>
  /^\w$/.test(char) ? char : `\\x{${(char.codePointAt(0) ?? 0).toString(16)}}`;

/** Rewrites a pattern of Python's `re` in the syntax of RE2. */
class Translation {
  private at = 0;
  private out = '';
  /** What a quantifier would repeat. */
  private before: 'nothing' | 'item' | 'repeat' = 'nothing';
  private multiline = false;
  private readonly lines: boolean[] = [];
  /** Nothing but global flags so far. */
  private leading = true;

  constructor(private readonly pattern: string) {}

  run(): string {
    while (this.at < this.pattern.length) {
      const leading =
        this.leading && /^\(\?[a-zA-Z]+\)/.test(this.pattern.slice(this.at, this.at + 9));
      this.step();
      this.leading = leading;
    }
    return this.out;
  }

  private bad(message: string): SeedError {
    return new SeedError(
      'error',
      `${message} at position ${[...this.pattern.slice(0, this.at)].length}`,
    );
  }

  private emit(text: string, before: 'nothing' | 'item' | 'repeat' = 'item', used = 1) {
    this.out += text;
    this.before = before;
    this.at += used;
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.pattern);
  }

  private step() {
    const char = String.fromCodePoint(this.pattern.codePointAt(this.at) ?? 0);
    if (char === '\\') return this.escape();
    if (char === '[') return this.set();
    if (char === '(') return this.group();
    if (char === ')') {
      this.multiline = this.lines.pop() ?? this.multiline;
      return this.emit(')');
    }
    if (char === '|') return this.emit('|', 'nothing');
    if (char === '.') return this.emit('.');
    if (char === '^') return this.emit('^', 'nothing');
    // Python's $ also stands before a newline that ends the text.
    if (char === '$') return this.emit(this.multiline ? '(?m:$)' : '(?:\\n?\\z)', 'nothing');
    const repeat = this.take(quantifier);
    if (repeat && repeat[0] !== '{}') return this.repeat(repeat);
    this.emit(literal(char), 'item', char.length);
  }

  private repeat([text, least, comma, most]: RegExpExecArray) {
    if (this.before === 'nothing') throw this.bad('nothing to repeat');
    const after = this.pattern[this.at + text.length];
    if (this.before === 'repeat') throw this.bad('multiple repeat');
    if (after === '+') throw new UnsupportedPattern(this.pattern, 'a possessive quantifier');
    const most1 = Math.max(Number(least || 0), Number(most || 0));
    if (most1 > 1000) throw new UnsupportedPattern(this.pattern, 'a repeat of more than 1,000');
    if (most && Number(least || 0) > Number(most))
      throw this.bad('min repeat greater than max repeat');
    const braces = comma ? `{${least || 0},${most ?? ''}}` : `{${least}}`;
    const lazy = after === '?' ? '?' : '';
    this.emit((least === undefined ? text : braces) + lazy, 'repeat', text.length + lazy.length);
  }

  private group() {
    for (const [start, feature] of beyond)
      if (this.pattern.startsWith(start, this.at))
        throw new UnsupportedPattern(this.pattern, feature);
    if (this.pattern.startsWith('(?#', this.at)) {
      const end = this.pattern.indexOf(')', this.at);
      if (end < 0) throw this.bad('missing ), unterminated comment');
      this.at = end + 1;
      return;
    }
    const named = this.take(groupName);
    const set = named ? null : this.take(flags);
    if (this.pattern[this.at + 1] === '?' && !named && !set) throw this.bad('unknown extension');
    if (set) return this.setFlags(set);
    this.lines.push(this.multiline);
    this.emit(named?.[0] ?? '(', 'nothing', named?.[0].length ?? 1);
  }

  private setFlags([text, on = '', off = '', end]: RegExpExecArray) {
    if (on.includes('x')) throw new UnsupportedPattern(this.pattern, 'the verbose flag');
    if (on.includes('a')) throw new UnsupportedPattern(this.pattern, 'the ASCII flag');
    if (on.includes('L'))
      throw this.bad("bad inline flags: cannot use 'L' flag with a str pattern");
    if (end === ')') {
      if (!this.leading) throw this.bad('global flags not at the start of the expression');
      if (on === '' || off !== '') throw this.bad('missing :');
    } else this.lines.push(this.multiline);
    this.multiline = (this.multiline || on.includes('m')) && !off.includes('m');
    const kept = on.replaceAll('u', '');
    const minus = off && `-${off}`;
    const empty = end === ')' && kept === '';
    this.emit(empty ? '' : `(?${kept}${minus}${end}`, 'nothing', text.length);
  }

  /** An escape that stands for one character, inside of a set or outside; null where it does not. */
  private escapedChar(): string | null {
    const letter = String.fromCodePoint(this.pattern.codePointAt(this.at + 1) ?? 0);
    const length = hexLengths.get(letter);
    if (length !== undefined) {
      const digits = this.pattern.slice(this.at + 2, this.at + 2 + length);
      const code = /^[0-9a-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
      if (digits.length < length || !(code <= 0x10ffff))
        throw this.bad(`incomplete escape \\${letter}`);
      this.at += 2 + length;
      return literal(String.fromCodePoint(code));
    }
    const octal = /^(?:0[0-7]{0,2}|[0-3][0-7]{2})/.exec(
      this.pattern.slice(this.at + 1, this.at + 4),
    );
    if (octal) {
      this.at += 1 + octal[0].length;
      return literal(String.fromCodePoint(Number.parseInt(octal[0], 8)));
    }
    const control = controls.get(letter);
    if (control === undefined && /^[a-zA-Z0-9]$/.test(letter)) return null;
    this.at += 1 + letter.length;
    return literal(control ?? letter);
  }

  private escape() {
    const letter = this.pattern[this.at + 1];
    if (letter === undefined) throw this.bad('bad escape (end of pattern)');
    const members = unicodeClasses.get(letter);
    if (members !== undefined) return this.emit(`[${members}]`, 'item', 2);
    if (letter === 'A' || letter === 'b' || letter === 'B')
      return this.emit(`\\${letter}`, 'nothing', 2);
    if (letter === 'Z') return this.emit('\\z', 'nothing', 2);
    if (letter === 'N') throw new UnsupportedPattern(this.pattern, 'a character by its name');
    const char = this.escapedChar();
    if (char !== null) return this.emit(char, 'item', 0);
    if (/[1-9]/.test(letter)) throw new UnsupportedPattern(this.pattern, 'a back-reference');
    throw this.bad(`bad escape \\${letter}`);
  }

  private set() {
    const start = this.at;
    const negated = this.pattern[start + 1] === '^';
    this.at += negated ? 2 : 1;
    let members = '';
    for (let first = true; ; first = false) {
      const char = this.pattern.codePointAt(this.at);
      if (char === undefined) {
        this.at = start;
        throw this.bad('unterminated character set');
      }
      const text = String.fromCodePoint(char);
      if (text === ']' && !first) break;
      if (text === '\\') members += this.escapedMember();
      else {
        // A hyphen keeps its meaning; everything else stands for itself.
        members += text === '-' ? '-' : literal(text);
        this.at += text.length;
      }
    }
    this.emit(`[${negated ? '^' : ''}${members}]`, 'item', 1);
  }

  private escapedMember(): string {
    const letter = this.pattern[this.at + 1];
    const members = unicodeClasses.get(letter ?? '');
    if (members !== undefined) {
      this.at += 2;
      return members;
    }
    const char = this.escapedChar();
    if (char === null) throw this.bad(`bad escape \\${letter ?? ''}`);
    return char;
  }
}

/**
 * Whether Python's `re.search(pattern, text)` finds anything, in time linear in the text whatever the pattern.
 * One difference is left: `\b` knows ASCII letters alone. Throws SeedError `error` where Python does, and
 * UnsupportedPattern for what RE2 cannot do: look-around, back-references, possessive and atomic groups.
 */
export function compilePythonRegex(
  pattern: string,
  { ignoreCase = false }: { ignoreCase?: boolean } = {},
): (text: string) => boolean {
  const translated = new Translation(pattern).run();
  try {
    const regex = RE2JS.compile(translated, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
    return (text) => regex.test(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new SeedError('error', error.message);
  }
}
