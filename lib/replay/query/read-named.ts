import { bernsteinText } from './bernstein-text';
import { diffFields, type Field, fieldNames, isField, otherNames, ruleOf } from './fields';
import { type Atom, hasWords, isWords, type Op, type Span, type Written } from './query';
import { didYouMean, fault, nearest } from './query-error';
import { readTest } from './read-value';
import type { Scanner } from './scanner';

/**
 * A field with its operator and value, or a word of `is`, `has` or `bernstein`; null where none begins here. Faults
 * where a name before an operator is none of the language.
 */
export function readNamed(from: Scanner): Atom | null {
  const start = from.at;
  const name = from.takeMatch(/(\p{L}[\p{L}\p{N}_-]*)(?=\.|:|!?=|[<>]=?|~)/uy)?.[0];
  if (name === undefined) return null;
  const named = from.span(start);
  const path = readPath(from);
  const op = readOp(from);
  // A word with a dot in it, such as the name of a file.
  if (op === null) {
    from.at = start;
    const value = from.written();
    return value && bareAtom(value, from.span(start));
  }
  return asked(from, name.toLowerCase(), named, path, op);
}

/** `.a."b c".0`: segments in quotes may hold anything. */
function readPath(from: Scanner): string[] {
  const path: string[] = [];
  while (from.peek() === '.') {
    from.at += 1;
    if (from.peek() === '"') path.push(from.quotedText());
    else path.push(from.takeMatch(/[^\s.,:=!<>~"()]*/y)?.[0] ?? '');
  }
  return path;
}

function readOp(from: Scanner): Op | null {
  const found = from.takeMatch(/:(?:>=|<=|!=|[><~=])|!=|>=|<=|[:=<>~]/y)?.[0];
  if (found === undefined) return null;
  // A colon before another operator says nothing more. Only operators are matched.
  return (found.length > 1 && found.startsWith(':') ? found.slice(1) : found) as Op;
}

function asked(from: Scanner, name: string, named: Span, path: readonly string[], op: Op): Atom {
  const { start } = named;
  if (diffFields.includes(name))
    fault(named, `${name} compares two runs: it works only on the diff page.`);
  if (name === 'is' || name === 'has' || name === 'bernstein') {
    if (path.length > 0 || (op !== ':' && op !== '='))
      fault(from.span(start), `${name} is written ${name}:word.`);
    const { text, at } = readValue(from, name);
    const span = from.span(start);
    if (name === 'is') return { type: 'is', word: chosen(text, isWords, 'is', at), ...span };
    if (name === 'has')
      return { type: 'has', word: chosen(text.replace('-', '_'), hasWords, 'has', at), ...span };
    return { type: 'bernstein', text, filters: bernsteinText(text, at), ...span };
  }
  const field = isField(name) ? name : unknownField(from, name, named);
  checkPath(field, path, from.span(start));
  const { at, ...written } = readValue(from, name);
  // Of a value of any type quotes make a text; elsewhere they only hold it together.
  const value = ruleOf(field).type === 'json' ? written : { ...written, quoted: false };
  const test = readTest({ field, op, value }, at);
  return { type: 'field', field, path, op, value, test, ...from.span(start) };
}

function unknownField(from: Scanner, name: string, span: Span): never {
  const meant =
    otherNames.get(name) ?? nearest(name, [...fieldNames, ...diffFields, 'is', 'has', 'bernstein']);
  if (meant) return fault(span, `There is no field ${name}.${didYouMean(meant)}`, meant);
  from.written();
  const whole = from.span(span.start);
  const text = from.text.slice(whole.start, whole.end);
  return fault(
    whole,
    `There is no field ${name}. In quotes this is looked for as it stands.`,
    text.includes('"') ? null : `"${text}"`,
  );
}

function readValue(from: Scanner, name: string) {
  const start = from.at;
  const value = from.written();
  const at = from.span(start);
  if (value === null || value.text === '')
    fault(
      { start: Math.max(0, start - 1), end: Math.max(at.end, start) },
      `${name} needs a value.`,
    );
  return { ...value, at };
}

/** A word, a phrase or a regex without a field. */
export const bareAtom = (value: Written, span: Span): Atom => ({
  type: 'text',
  value: { ...value, quoted: false },
  ...span,
});

function chosen<Word extends string>(
  text: string,
  words: readonly Word[],
  name: string,
  at: Span,
): Word {
  const lower = text.toLowerCase();
  const word = words.find((known) => known === lower);
  if (word !== undefined) return word;
  const meant = nearest(lower, words);
  return fault(
    at,
    `There is no ${name}:${text}.${didYouMean(meant)} Words: ${words.join(', ')}.`,
    meant,
  );
}

function checkPath(field: Field, path: readonly string[], span: Span): void {
  const takesPath = ruleOf(field).type === 'json';
  if (!takesPath && path.length > 0)
    fault(span, `${field} has no parts: a path goes with args, result, state and meta.`);
  if (path.some((segment) => segment === ''))
    fault(
      span,
      'A part of this path is empty. Two dots stand beside each other, or one at its end.',
    );
}
