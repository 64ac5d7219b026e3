import { RE2JS, RE2JSException } from 're2js';
import type { Span } from './query';
import { fault } from './query-error';

/** A regular expression in RE2's language: it never takes longer than its text is long. */
export interface Pattern {
  source: string;
  /** Of `i`, `m` and `s`, in this order. */
  flags: string;
  test(text: string): boolean;
  testWhole(text: string): boolean;
}

const known = [
  ['i', RE2JS.CASE_INSENSITIVE],
  ['m', RE2JS.MULTILINE],
  ['s', RE2JS.DOTALL],
] as const;

/** Faults where the flags or the pattern are none that RE2 knows; `span` is where the pattern stands. */
export function readPattern(source: string, flags: string, span: Span): Pattern {
  // RE2 always reads by characters.
  const odd = [...flags].find((flag) => !'imsu'.includes(flag));
  if (odd !== undefined) fault(span, `A regex takes the flags i, m and s, not ${odd}.`);
  const used = known.filter(([flag]) => flags.includes(flag));
  const bits = used.reduce((sum, [, bit]) => sum | bit, 0);
  try {
    const compiled = RE2JS.compile(source, bits);
    return {
      source,
      flags: used.map(([flag]) => flag).join(''),
      test: (text) => compiled.test(text),
      testWhole: (text) => compiled.testExact(text),
    };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return fault(faulty(error, source, span), `${sentence(error.message)}`);
  }
}

/** The part of the pattern that RE2 names, where it stands there but once. */
function faulty({ message }: Error, source: string, span: Span): Span {
  const part = /`(.*)`$/s.exec(message)?.[1];
  const at = part ? source.indexOf(part) : -1;
  if (!part || at < 0 || source.indexOf(part, at + 1) >= 0) return span;
  // The slash stands before the source.
  return { start: span.start + 1 + at, end: span.start + 1 + at + part.length };
}

function sentence(message: string): string {
  const [, what = message, part] =
    /^(?:error parsing regexp: )?(.*?)(?:: `(.*)`)?$/s.exec(message) ?? [];
  const where = part ? ` at ${part}` : '';
  if (/invalid or unsupported Perl syntax|invalid escape sequence/.test(what))
    return `This regex cannot be used${where}: lookaround and back references are not part of RE2.`;
  return `This regex cannot be read${where}: ${what}.`;
}
