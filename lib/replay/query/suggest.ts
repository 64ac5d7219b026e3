import type { Outline, OutlineRow } from '@/lib/trace/outline';
import { atomAt } from './atom-at';
import { fieldNames, isField, ruleOf } from './fields';
import { type QueryContext, rowTest } from './matches-row';
import { needsBodies } from './needs-bodies';
import { parseQuery } from './parse-query';
import { hasWords, isWords, type Query, type Span } from './query';
import { textColumns } from './row-atom';

/** One way to go on writing: `insert` in place of `[start, end)`, the caret after it. */
export interface Suggestion extends Span {
  category: 'field' | 'value' | 'is' | 'has';
  label: string;
  insert: string;
  /** Events that match with it, under the rest of the query; null where only bodies know. */
  count: number | null;
  hint: string | null;
}

const most = 12;

type Column = (row: OutlineRow) => string | null;

/** What can stand at the caret, at most 12: by category, what matches most events first. One pass over the rows. */
export function suggest(
  text: string,
  caret: number,
  outline: Outline,
  context: QueryContext,
): Suggestion[] {
  const span = atomAt(text, caret);
  const begun = text.slice(span.start, caret);
  const rest = restOf(text, span);
  const counting = { outline, context, rest, span };
  const [, name = '', op = '', value = ''] =
    /^(\p{L}[\p{L}\p{N}_-]*)?(:|!?=)?(.*)$/su.exec(begun) ?? [];
  const typed = value.replace(/^"/, '').toLowerCase();
  if (op === '') return value === '' ? begunWords(name.toLowerCase(), counting) : [];
  const lower = name.toLowerCase();
  if (lower === 'is' && op !== '!=') return isSuggestions(typed, counting);
  if (lower === 'has' && op !== '!=')
    return wordsLike(hasWords, typed).map((word) =>
      written('has', `has:${word}`, null, null, span),
    );
  const column = isField(lower) ? columnOf(lower, context) : null;
  if (!column) return [];
  return values([[lower, column]], typed, counting).map(({ value: found, count }) =>
    written('value', `${lower}${op}${quotedIfNeeded(found)}`, count, null, span, found),
  );
}

interface Counting {
  outline: Outline;
  context: QueryContext;
  /** What the rest of the query asks; null where it cannot be told without bodies. */
  rest: Query | null;
  span: Span;
}

/** The query without the word at the caret. What is not finished does not count. */
function restOf(text: string, { start, end }: Span): Query | null {
  const before = text.slice(0, start).replace(/-$/, '');
  const parsed = parseQuery(before + text.slice(end));
  const everything: Query = { text: '', root: null };
  if ('error' in parsed) return everything;
  return needsBodies(parsed.query) ? null : parsed.query;
}

/** Fields that begin so, and values that hold it, of the columns that have few. */
function begunWords(word: string, counting: Counting): Suggestion[] {
  const { span, context } = counting;
  const names = [...fieldNames, 'is', 'has', 'bernstein'].filter((one) => one.startsWith(word));
  const asFields = names.map((name) => {
    const rule = isField(name) ? ruleOf(name) : null;
    const ending = rule?.type === 'json' ? '.' : ':';
    return written('field', `${name}${ending}`, null, rule?.hint ?? hints.get(name) ?? null, span);
  });
  if (word === '') return asFields.slice(0, most);
  const columns = (['tool', 'type', 'agent', 'model', 'kind'] as const).map(
    (name) => [name, columnOf(name, context) ?? (() => null)] as const,
  );
  const found = values(columns, word, counting).map(({ field, value, count }) =>
    written('value', `${field}:${quotedIfNeeded(value)}`, count, null, span),
  );
  const isBegun = isWords.some((known) => known.startsWith(word));
  const asWords = isBegun ? isSuggestions(word, counting).slice(0, 2) : [];
  return [...asFields.slice(0, most / 2), ...asWords, ...found].slice(0, most);
}

const hints = new Map([
  ['is', 'error, fork, edited, live …'],
  ['has', 'image, secret, reasoning, tool_call'],
  ['bernstein', 'Bernstein\'s filters: bernstein:"role=backend"'],
]);

/** Words that begin so; where none does, those that hold it. */
function wordsLike<Word extends string>(words: readonly Word[], typed: string): Word[] {
  const begun = words.filter((word) => word.startsWith(typed));
  return begun.length > 0 ? begun : words.filter((word) => word.includes(typed));
}

function isSuggestions(typed: string, { outline, context, rest, span }: Counting): Suggestion[] {
  return wordsLike(isWords, typed).map((word) => {
    const parsed = parseQuery(`is:${word}`);
    const query = 'query' in parsed ? parsed.query : null;
    const count =
      !query || !rest || needsBodies(query)
        ? null
        : countRows(outline, rowTest(query, context), rowTest(rest, context));
    return written('is', `is:${word}`, count, null, span);
  });
}

type RowTest = (row: OutlineRow) => boolean;

function countRows(outline: Outline, test: RowTest, rest: RowTest): number {
  let count = 0;
  for (const row of outline) if (test(row) && rest(row)) count += 1;
  return count;
}

/** Columns whose values can be listed. */
function columnOf(field: string, { lanes }: QueryContext): Column | null {
  if (field === 'agent' || field === 'lane') {
    const names = new Map(lanes.map(({ id, name }) => [id, name]));
    return ({ lane }) => names.get(lane) ?? lane;
  }
  // Narrowed by the line itself: keys of that object are what it holds.
  return Object.hasOwn(textColumns, field) ? textColumns[field as keyof typeof textColumns] : null;
}

interface Value {
  field: string;
  value: string;
  count: number | null;
}

/** Values that hold what was typed; the most frequent first, then by their letters. */
function values(
  columns: readonly (readonly [string, Column])[],
  typed: string,
  { outline, context, rest }: Counting,
): Value[] {
  const isAsked = rest?.root ? rowTest(rest, context) : () => true;
  const counted = columns.map(([field, column]) => {
    const known = new Map<string, { field: string; value: string; count: number }>();
    for (const row of outline) {
      const value = column(row);
      if (value === null || !isAsked(row)) continue;
      const one = known.get(value);
      if (one) one.count += 1;
      else known.set(value, { field, value, count: 1 });
    }
    return known;
  });
  return counted
    .flatMap((known) => [...known.values()])
    .filter(({ value }) => value !== '' && value.toLowerCase().includes(typed))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, most)
    .map(({ count, ...one }) => ({ ...one, count: rest ? count : null }));
}

const quotedIfNeeded = (value: string): string =>
  /^[\p{L}\p{N}_][\p{L}\p{N}_.:@-]*$/u.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;

const written = (
  category: Suggestion['category'],
  insert: string,
  count: number | null,
  hint: string | null,
  { start, end }: Span,
  label = insert,
): Suggestion => ({ category, label, insert, start, end, count, hint });
