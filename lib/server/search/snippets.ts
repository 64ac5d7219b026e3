import { openDatabase } from '@/lib/db/open-database';
import type { EventWords } from './event-words';
import { foundEnd, foundStart, snippetParts, spaced, tokenizer } from './search-words';

/** Words of a snippet; a character of writing without spaces counts as one. */
const snippetWords = 28;

/** Cuts texts around what was found in them, by the tokenizer that found it. The index itself keeps no texts. */
export class Snippets {
  readonly #db = openDatabase(':memory:');

  constructor() {
    this.#db.exec(
      `CREATE VIRTUAL TABLE "words" USING fts5("names", "texts", tokenize="${tokenizer}")`,
    );
  }

  /**
   * The best place in the texts of one event, in pieces on one line; their beginning where only names hold what was
   * asked for, those names where there is no text.
   */
  of({ names, texts }: EventWords, expression: string): { text: string; found: boolean }[] {
    this.#db.prepare('DELETE FROM "words"').run();
    this.#db
      .prepare('INSERT INTO "words"("names", "texts") VALUES (?, ?)')
      .run(spaced(names), spaced(texts));
    const cut = this.#db
      .prepare<[number, string], string>(
        `SELECT snippet("words", ?, '${foundStart}', '${foundEnd}', '…', ${snippetWords})
         FROM "words" WHERE "words" MATCH ?`,
      )
      .pluck();
    return snippetParts(cut.get(texts.trim() === '' ? 0 : 1, expression) ?? '');
  }

  close(): void {
    this.#db.close();
  }
}
