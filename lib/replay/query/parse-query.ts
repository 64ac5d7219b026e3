import { maxQueryLength, type Node, type Query, type QueryError } from './query';
import { fault, QueryFault } from './query-error';
import { bareAtom, readNamed } from './read-named';
import { Scanner } from './scanner';

/** Deeper ones are nobody's, and would end the stack. */
const maxDepth = 50;

/**
 * Reads a query: words, phrases, regexes and fields, joined by AND (a space or a comma says it as well), OR,
 * `-` or NOT, and brackets. Never throws: what is no query comes back as an error with its place. Empty text is
 * everything. A field that does not exist is an error, never an empty result.
 */
export function parseQuery(text: string): { query: Query } | { error: QueryError } {
  try {
    if (text.length > maxQueryLength)
      fault(
        { start: maxQueryLength, end: text.length },
        `A query has at most ${maxQueryLength} characters.`,
      );
    const parser = new Parser(text);
    return { query: { text, root: parser.whole() } };
  } catch (error) {
    if (error instanceof QueryFault) return { error: error.error };
    throw error;
  }
}

class Parser {
  readonly #from: Scanner;
  #depth = 0;

  constructor(text: string) {
    this.#from = new Scanner(text);
  }

  whole(): Node | null {
    this.#separators();
    if (this.#from.done) return null;
    const node = this.#or();
    if (this.#from.done) return node;
    const { at } = this.#from;
    return fault(
      { start: at, end: at + 1 },
      'This bracket closes nothing. In quotes it stands for itself.',
    );
  }

  #or(): Node {
    const nodes = [this.#and()];
    while (this.#from.takeKeyword('OR')) {
      this.#separators();
      nodes.push(this.#and());
    }
    return joined('or', nodes);
  }

  #and(): Node {
    const nodes = [this.#not()];
    for (;;) {
      this.#separators();
      if (this.#from.takeKeyword('AND')) this.#separators();
      else if (this.#ends()) return joined('and', nodes);
      nodes.push(this.#not());
    }
  }

  #ends(): boolean {
    const { text, at } = this.#from;
    return this.#from.done || text[at] === ')' || /^OR(?=[\s()]|$)/.test(text.slice(at, at + 3));
  }

  #not(): Node {
    const start = this.#from.at;
    if (!this.#from.take('-') && !this.#from.takeKeyword('NOT')) return this.#atom();
    this.#from.skipSpace();
    const node = this.#nested(start, () => this.#not());
    return { type: 'not', node, ...this.#from.span(start) };
  }

  #nested(start: number, read: () => Node): Node {
    if (++this.#depth > maxDepth)
      fault({ start, end: start + 1 }, `Brackets and NOT go at most ${maxDepth} deep.`);
    const node = read();
    this.#depth -= 1;
    return node;
  }

  #atom(): Node {
    const start = this.#from.at;
    if (this.#from.take('(')) return this.#group(start);
    const named = readNamed(this.#from);
    if (named) return named;
    const value = this.#from.written();
    if (value === null) return this.#nothingHere(start);
    const span = this.#from.span(start);
    if (value.text === '') fault(span, 'There is nothing between the quotes.');
    if (!value.quoted && ['AND', 'OR', 'NOT'].includes(value.text))
      fault(
        span,
        `${value.text} needs something before and after it. In quotes it is a word.`,
        `"${value.text}"`,
      );
    return bareAtom(value, span);
  }

  #group(start: number): Node {
    const node = this.#nested(start, () => {
      this.#separators();
      return this.#or();
    });
    if (!this.#from.take(')')) fault(this.#from.span(start), 'This bracket is not closed.');
    return 'nodes' in node ? { ...node, ...this.#from.span(start) } : node;
  }

  #nothingHere(start: number): never {
    const before = this.#from.text.slice(0, start).trimEnd();
    return fault(
      { start: Math.max(0, before.length - 1), end: Math.max(start, 1) },
      this.#from.done ? 'Something is missing at the end.' : 'Something is missing before this.',
    );
  }

  /** Spaces and commas: a comma says AND, as a space does. */
  #separators(): void {
    this.#from.takeMatch(/[\s,]*/y);
  }
}

const joined = (type: 'and' | 'or', nodes: readonly Node[]): Node => {
  const [first, ...more] = nodes;
  if (first && more.length === 0) return first;
  return { type, nodes, start: first?.start ?? 0, end: more.at(-1)?.end ?? 0 };
};
