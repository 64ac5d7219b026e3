import { type BernsteinFilters, matchesBernstein } from '@/lib/replay/bernstein/filter-events';
import { UnsupportedPattern } from '@/lib/replay/python/python-regex';
import { SeedError } from '@/lib/replay/python/seed-error';
import type { Span } from './query';
import { fault } from './query-error';

const options = new Map<string, keyof BernsteinFilters>([
  ['--filter', 'filter'],
  ['--event-type', 'eventType'],
  ['--agent', 'agent'],
  ['--search', 'search'],
]);

/**
 * What stands in `bernstein:"…"`: the text of `--filter`, or options as one types them for Bernstein, the last of
 * the same name winning. Faults where it begins with `--` and has another option, `--limit` included.
 */
export function bernsteinText(text: string, span: Span): BernsteinFilters {
  if (!text.trimStart().startsWith('--')) return checked({ filter: text }, span);
  const filters: BernsteinFilters = {};
  const words = shellWords(text);
  for (let at = 0; at < words.length; at += 1) {
    const [word = '', given] = splitOption(words[at] ?? '');
    const option = options.get(word);
    if (!option) {
      fault(span, `Bernstein's filters are ${[...options.keys()].join(', ')}; ${word} is none.`);
    }
    const value = given ?? words[++at];
    if (value === undefined) fault(span, `${word} needs a value.`);
    filters[option] = value;
  }
  return checked(filters, span);
}

/**
 * Bernstein finds a bad pattern when an event gets that far; here it is one before any is read. Faults with
 * the pattern that cannot be used.
 */
export function checked(filters: BernsteinFilters, span: Span): BernsteinFilters {
  for (const filter of (filters.filter ?? '').split(',')) {
    try {
      matchesBernstein({}, { filter });
    } catch (error) {
      if (!(error instanceof SeedError || error instanceof UnsupportedPattern)) throw error;
      fault(span, `The regex of ${filter.trim()} cannot be used: ${error.message}.`);
    }
  }
  return filters;
}

function splitOption(word: string): [string, string?] {
  const equals = word.indexOf('=');
  return equals < 0 ? [word] : [word.slice(0, equals), word.slice(equals + 1)];
}

/** Words of a command line: white space parts them, quotes of both kinds hold them together. */
const shellWords = (text: string): string[] =>
  [...text.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*"|['"])+/g)].map(([word]) =>
    word.replace(
      /'([^']*)'|"([^"]*)"/g,
      (_, single?: string, double?: string) => single ?? double ?? '',
    ),
  );
