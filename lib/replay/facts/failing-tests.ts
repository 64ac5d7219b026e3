import { covers, type TestCommand } from './test-command';

/** What is known of a failing test, besides its fact. */
export interface Failing {
  file: string | null;
  framework: string;
}

/** Levels of an id by which its parts are found: deeper ones are found by their whole name alone. */
const mostLevels = 32;

/**
 * Tests that fail now, found by what a passing run says: a name, a file, a command. A report costs what it says and
 * what it resolves, however many other tests still fail.
 */
export class FailingTests {
  readonly #tests = new Map<string, Failing>();
  readonly #files = new Map<string | null, Set<string>>();
  /** By the beginning of their id up to and with a separator: `TestX/` has `TestX/case`. */
  readonly #parts = new Map<string, Set<string>>();

  get(id: string): Failing | undefined {
    return this.#tests.get(id);
  }

  set(id: string, failing: Failing): void {
    this.delete(id);
    this.#tests.set(id, failing);
    addTo(this.#files, failing.file, id);
    for (const beginning of beginnings(id)) addTo(this.#parts, beginning, id);
  }

  delete(id: string): void {
    const known = this.#tests.get(id);
    if (!known) return;
    this.#tests.delete(id);
    dropFrom(this.#files, known.file, id);
    for (const beginning of beginnings(id)) dropFrom(this.#parts, beginning, id);
  }

  /** The test of that name and those that are parts of it. */
  named(name: string): string[] {
    return [...(this.#tests.has(name) ? [name] : []), ...(this.#parts.get(`${name}/`) ?? [])];
  }

  inFile(file: string): string[] {
    return [...(this.#files.get(file) ?? [])];
  }

  /** Those that a command must have run; see `covers`. */
  coveredBy(command: TestCommand): string[] {
    const found = new Set<string>();
    for (const [file, ids] of this.#files)
      for (const id of file === null ? ids : covers(command, '', file) ? ids : [])
        if (file !== null || covers(command, id, null)) found.add(id);
    if (!command.filtered)
      for (const target of command.targets)
        for (const id of [target, ...(this.#parts.get(`${target}::`) ?? [])])
          if (this.#tests.has(id)) found.add(id);
    return [...found];
  }
}

/** Of an id, each up to and with one of its separators. */
function* beginnings(id: string): Generator<string> {
  let level = 0;
  for (const { index, 0: separator } of id.matchAll(/\/|::/g)) {
    if (index > 0) yield id.slice(0, index + separator.length);
    level += 1;
    if (level === mostLevels) return;
  }
}

function addTo<Key>(index: Map<Key, Set<string>>, key: Key, id: string): void {
  const ids = index.get(key);
  if (ids) ids.add(id);
  else index.set(key, new Set([id]));
}

function dropFrom<Key>(index: Map<Key, Set<string>>, key: Key, id: string): void {
  const ids = index.get(key);
  ids?.delete(id);
  if (ids?.size === 0) index.delete(key);
}
