import type { RowState } from '@/lib/replay/diff/blocks-of';
import type { EventKind } from '@/lib/trace/event';
import type { OutlineRow } from '@/lib/trace/outline';
import { kindWord } from './event-words';

/** A row of the diff as a filter sees it. */
export interface FilterRow {
  state: RowState;
  /** The two part here. */
  fork: boolean;
  a: OutlineRow | undefined;
  b: OutlineRow | undefined;
}

type Term = (row: FilterRow) => boolean;

/** What a reader wrote: all terms hold at once. `problem`: what cannot be understood, and what can be. */
export type DiffFilter = { matches: Term; problem: null } | { matches: null; problem: string };

const stateWords: ReadonlyMap<string, readonly RowState[]> = new Map<string, readonly RowState[]>([
  ['any', ['changed', 'moved', 'absorbed', 'left', 'right', 'edit']],
  ['no', ['same']],
  ['same', ['same']],
  ['changed', ['changed']],
  ['moved', ['moved']],
  ['absorbed', ['absorbed']],
  ['left', ['left']],
  ['only-a', ['left']],
  ['right', ['right']],
  ['only-b', ['right']],
  ['edit', ['edit']],
]);

const kinds: ReadonlyMap<string, EventKind> = new Map(
  Object.entries(kindWord).flatMap(([kind, word]) =>
    // The keys of a record of all kinds are kinds.
    [kind, word.replaceAll(' ', '-')].map((name) => [name, kind as EventKind] as const),
  ),
);

const eitherSide =
  (holds: (row: OutlineRow) => boolean): Term =>
  ({ a, b }) =>
    (a !== undefined && holds(a)) || (b !== undefined && holds(b));

const has = (text: string | null, part: string): boolean =>
  text?.toLowerCase().includes(part) ?? false;

const isTool = ({ kind }: OutlineRow): boolean => kind === 'tool-call' || kind === 'tool-result';

const marks: ReadonlyMap<string, Term> = new Map([
  ['error', eitherSide(({ error }) => error)],
  ['unfinished', eitherSide(({ unfinished }) => unfinished)],
  ['fork', ({ fork }) => fork],
]);

/** Makes the test for one value, already in lower case; a string says what could stand there instead. */
type Field = (value: string) => Term | string;

const fields: ReadonlyMap<string, Field> = new Map<string, Field>([
  [
    'changed',
    (value) => {
      if (value === 'fork') return ({ fork }) => fork;
      const states = stateWords.get(value);
      return states ? ({ state }) => states.includes(state) : oneOf([...stateWords.keys(), 'fork']);
    },
  ],
  [
    'kind',
    (value) => {
      const kind = kinds.get(value.replaceAll(' ', '-'));
      return kind ? eitherSide((row) => row.kind === kind) : oneOf(Object.keys(kindWord));
    },
  ],
  ['tool', (value) => eitherSide((row) => isTool(row) && has(row.name, value))],
  ['name', (value) => eitherSide(({ name, type }) => has(name ?? type, value))],
  ['role', (value) => eitherSide(({ role }) => role === value)],
  ['text', (value) => eitherSide(({ name, summary }) => has(name, value) || has(summary, value))],
  ['is', (value) => marks.get(value) ?? oneOf([...marks.keys()])],
]);

const oneOf = (words: readonly string[]): string => words.join(', ');

/** A minus, a field, a value in quotes or up to the next space. */
const token = /(-?)(?:([\p{L}_][\p{L}\d_]*):)?(?:"((?:[^"\\]|\\.)*)"?|([^\s"]+))?/uy;

interface Word {
  not: boolean;
  field: string;
  value: string;
  /** In quotes a comma is a comma. */
  quoted: boolean;
}

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const [all = '', minus = '', field = 'text', quoted, plain] = token.exec(text) ?? [];
    // What begins no word (a space) is passed over.
    at += Math.max(1, all.length);
    if (all === '') continue;
    const value = quoted?.replace(/\\(.)/gu, '$1') ?? plain ?? '';
    words.push({
      ...{ not: minus !== '', field: field.toLowerCase(), value: value.toLowerCase() },
      quoted: quoted !== undefined,
    });
  }
  return words;
}

/**
 * Reads `changed:any tool:web_search -kind:log text:"two words"`: terms all hold, values with a comma between them
 * are alternatives, a bare word is looked for in names and first lines, without regard to case. A term without a
 * value holds: the rest of it is still being typed.
 */
export function readDiffFilter(text: string): DiffFilter {
  const terms: Term[] = [];
  for (const { not, field, value, quoted } of wordsOf(text)) {
    const make = fields.get(field);
    if (!make)
      return {
        matches: null,
        problem: `There is no field “${field}”. There are ${oneOf([...fields.keys()])}; text with a colon goes into quotes.`,
      };
    const alternatives: Term[] = [];
    for (const one of quoted ? [value] : value.split(',')) {
      if (one === '') continue;
      const term = make(one);
      if (typeof term === 'string')
        return { matches: null, problem: `${field}:${one} is not known. It can be ${term}.` };
      alternatives.push(term);
    }
    if (alternatives.length > 0)
      terms.push((row) => alternatives.some((term) => term(row)) !== not);
  }
  return { matches: (row) => terms.every((term) => term(row)), problem: null };
}

const mirrored: ReadonlyMap<string, string> = new Map([
  ['left', 'right'],
  ['right', 'left'],
  ['only-a', 'only-b'],
  ['only-b', 'only-a'],
]);

/** The same filter after the sides are swapped. */
export const swappedFilter = (text: string): string =>
  text.replace(/(?<=(?:^|\s)-?changed:)[^\s"]+/giu, (values) =>
    values
      .split(',')
      .map((value) => mirrored.get(value.toLowerCase()) ?? value)
      .join(','),
  );
