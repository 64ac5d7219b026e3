import { closedWords } from './closed-words';
import { type Field, ruleOf } from './fields';
import { readPattern } from './pattern';
import type { FieldAtom, Interval, Op, Span, Test, Written } from './query';
import { didYouMean, fault, nearest } from './query-error';
import { readClock } from './read-clock';
import { type NumberType, numberOf, type ReadNumber, wordOf } from './read-number';

type Wanted = Pick<FieldAtom, 'field' | 'op' | 'value'>;

const everything: Interval = { min: -Infinity, max: Infinity, minOpen: false, maxOpen: false };

/** The test that a field's value stands. Faults where the value is none of the field's type. */
export function readTest({ field, op, value }: Wanted, span: Span): Test {
  const { type } = ruleOf(field);
  if (op === '~' || value.pattern) return patternTest(field, op, value, span);
  if (type === 'json') return jsonTest(op, value, span);
  if (type === 'text') return textTest(field, op, value, span);
  const interval =
    type === 'clock' ? times(op, value.text, span) : numbers(type, op, value.text, span);
  return { type: op === '!=' ? 'outside' : 'within', interval };
}

function patternTest(field: Field, op: Op, { text, pattern }: Written, span: Span): Test {
  const { type } = ruleOf(field);
  if (type !== 'text' && type !== 'json')
    fault(span, `${field} is ${wordOf(type)}: a regex needs a field of text.`);
  if (op !== '~' && op !== ':' && op !== '=')
    fault(span, `A regex is asked with ~, : or =, not with ${op}.`);
  // Written without slashes it is taken as it is most often meant.
  const asked = pattern ?? readPattern(text, 'i', { start: span.start - 1, end: span.end });
  return { type: 'matches', pattern: asked, whole: op === '=' };
}

const textTests = { ':': 'contains', '=': 'equals', '!=': 'differs' } as const;
const isTextOp = (op: Op): op is keyof typeof textTests => Object.hasOwn(textTests, op);

function textTest(field: Field, op: Op, { text }: Written, span: Span): Test {
  if (!isTextOp(op)) fault(span, `${field} is a text: ${op} needs a number.`);
  const words = closedWords(field);
  const lower = text.toLowerCase();
  const known = words?.some((word) => (op === ':' ? word.includes(lower) : word === lower));
  if (words && !known) {
    const meant = nearest(lower, words);
    fault(
      span,
      `No ${field} is called ${text}: there are ${words.join(', ')}.${didYouMean(meant)}`,
      meant,
    );
  }
  return { type: textTests[op], text };
}

function jsonTest(op: Op, { text, quoted }: Written, span: Span): Test {
  const number = quoted ? null : numberOf('number', text);
  const isRange =
    !quoted && /^[-+]?[\d.]*[kM]?\.\.[-+]?[\d.]*[kM]?$/i.test(text) && /\d/.test(text);
  if (!isTextOp(op) || isRange) {
    const interval = numbers('number', op, text, span);
    return { type: op === '!=' ? 'outside' : 'within', interval };
  }
  return { type: 'like', op, text, number: number?.value ?? null };
}

/** The times that are meant: a prefix stands for all that begins so, on either side of an operator. */
function times(op: Op, text: string, span: Span): Interval {
  const [from, to] = rangeOf(text);
  const { min, end } = readClock(from, to, span);
  switch (op) {
    case '>':
      return { ...everything, min: end };
    case '>=':
      return { ...everything, min };
    case '<':
      return { ...everything, max: min, maxOpen: true };
    case '<=':
      return { ...everything, max: end, maxOpen: true };
    default:
      return { ...everything, min, max: end, maxOpen: true };
  }
}

/** The numbers that are meant. Both ends of a range belong to it. */
function numbers(type: NumberType, op: Op, text: string, span: Span): Interval {
  const [from, to] = rangeOf(text);
  if (to !== null) {
    if (op !== ':' && op !== '=' && op !== '!=')
      fault(span, `A range is asked with : or =, not with ${op}.`);
    const min = from === '' ? -Infinity : numberIn(type, from, span).value;
    const max = to === '' ? Infinity : numberIn(type, to, span).value;
    if (max < min) fault(span, `The range ${text} ends before it begins.`);
    return { ...everything, min, max };
  }
  const { value, next } = numberIn(type, text, span);
  switch (op) {
    case '>':
      return { ...everything, min: value, minOpen: true };
    case '>=':
      return { ...everything, min: value };
    case '<':
      return { ...everything, max: value, maxOpen: true };
    case '<=':
      return { ...everything, max: value };
    case ':':
      // `9m41s` is all that a page shows so: up to, not with, 9m42s.
      return { ...everything, min: value, max: next ?? value, maxOpen: next !== null };
    default:
      return { ...everything, min: value, max: value };
  }
}

function numberIn(type: NumberType, text: string, span: Span): ReadNumber {
  const found = numberOf(type, text);
  if (found) return found;
  const unitless = type === 'duration' && numberOf('number', text) !== null;
  return unitless
    ? fault(span, `Say the unit: ${text}ms, ${text}s or ${text}m.`)
    : fault(span, `${text === '' ? 'This' : text} is not ${wordOf(type)}.`);
}

const rangeOf = (text: string): [string, string | null] => {
  const dots = text.indexOf('..');
  return dots < 0 || text === '..' ? [text, null] : [text.slice(0, dots), text.slice(dots + 2)];
};
