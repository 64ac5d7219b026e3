import type { Json } from '@/lib/trace/json';
import { plainText } from './plain-text';

/** Always as long, so that it does not tell how long the value was. */
export const bullets = '••••••';

/** Shorter values are in every text. */
const shortest = 3;

type Places = [start: number, end: number][];

/**
 * Replaces values in texts, wherever they stand: inside longer words, as keys, in JSON inside of JSON, escaped or
 * percent-encoded (other encodings, base64 among them, are not seen through). Letters must be exactly as given.
 * Linear in the text, whatever the number of values. Values of less than 3 characters are passed over.
 */
export class Masker {
  readonly #written: Needles;
  readonly #plain: Needles;
  /** In UTF-16 units, of the longest value. */
  readonly longest: number;
  /** A value may begin in one member of an object and end in another. */
  readonly #spans: boolean;

  constructor(values: Iterable<string>) {
    const given = [...new Set(values)].filter((value) => value.length >= shortest);
    this.#written = new Needles(given.flatMap((value) => [value, escaped(value)]));
    this.#plain = new Needles(given.map((value) => plainText(value).text));
    this.#spans = given.some((value) => /["{}[\],:]/.test(value));
    this.longest = given.reduce((most, { length }) => Math.max(most, length), 0);
  }

  get isEmpty(): boolean {
    return this.longest === 0;
  }

  text(text: string): string {
    const places = this.#places(text);
    if (places.length === 0) return text;
    let masked = '';
    let last = 0;
    for (const [start, end] of places) {
      masked += text.slice(last, start) + bullets;
      last = end;
    }
    return masked + text.slice(last);
  }

  /** How often one of them is in a text; those that overlap count once. */
  count(text: string): number {
    return this.#places(text).length;
  }

  /**
   * Numbers become text where a value is in them; so does all of it where one is in its JSON, across members.
   * Keys that are equal once they are masked are numbered.
   */
  json(value: Json): Json {
    if (this.isEmpty) return value;
    const masked = this.#members(value);
    if (!this.#spans || typeof masked !== 'object') return masked;
    const spelled = JSON.stringify(masked);
    return this.count(spelled) > 0 ? this.text(spelled) : masked;
  }

  #members(value: Json): Json {
    if (value === null) return value;
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((one) => this.#members(one));
    if (typeof value !== 'object') {
      const spelled = String(value);
      return this.count(spelled) > 0 ? this.text(spelled) : value;
    }
    const keys = new Set<string>();
    // Defines own keys, also those named like what every object inherits.
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        unusedKey(this.text(key), keys),
        this.#members(one),
      ]),
    );
  }

  #places(text: string): Places {
    if (this.isEmpty) return [];
    const { text: plain, places } = plainText(text);
    const found = this.#written.find(text);
    for (const [start, end] of this.#plain.find(plain))
      found.push(places ? [places[start] ?? start, places[end] ?? end] : [start, end]);
    return merged(found);
  }
}

const escaped = (value: string): string => JSON.stringify(value).slice(1, -1);

function unusedKey(masked: string, taken: Set<string>): string {
  let key = masked;
  for (let copy = 2; taken.has(key); copy += 1) key = `${masked} (${copy})`;
  taken.add(key);
  return key;
}

function merged(places: Places): Places {
  const joined: Places = [];
  for (const [start, end] of places.sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else if (start < end) joined.push([start, end]);
  }
  return joined;
}

/** So few are quicker looked for one after the other. */
const few = 12;

/** Literal texts. */
class Needles {
  readonly #all: readonly string[];
  /** Of many: by their first three units, then by length, so that each place of a text is looked at once. */
  readonly #byBegin = new Map<number, Map<number, Set<string>>>();
  /** Whether a text may begin so: most places need no more. */
  readonly #begins = new Uint8Array(1 << 16);

  constructor(texts: Iterable<string>) {
    this.#all = [...new Set(texts)].filter(({ length }) => length >= shortest);
    if (this.#all.length <= few) return;
    for (const text of this.#all) {
      const begin = beginAt(text, 0);
      this.#begins[begin & 0xffff] = 1;
      const byLength = this.#byBegin.get(begin) ?? new Map<number, Set<string>>();
      this.#byBegin.set(begin, byLength);
      const same = byLength.get(text.length) ?? new Set();
      byLength.set(text.length, same.add(text));
    }
  }

  /** Those of one text never overlap. */
  find(text: string): Places {
    return this.#all.length <= few ? this.#findFew(text) : this.#findMany(text);
  }

  #findFew(text: string): Places {
    const found: Places = [];
    for (const needle of this.#all) {
      const { length } = needle;
      for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + length))
        found.push([at, at + length]);
    }
    return found;
  }

  #findMany(text: string): Places {
    const found: Places = [];
    const free = new Map<string, number>();
    for (let at = 0; at + shortest <= text.length; at += 1) {
      const begin = beginAt(text, at);
      if (this.#begins[begin & 0xffff] === 0) continue;
      for (const [length, needles] of this.#byBegin.get(begin) ?? []) {
        const piece = text.slice(at, at + length);
        if (!needles.has(piece) || at < (free.get(piece) ?? 0)) continue;
        found.push([at, at + length]);
        free.set(piece, at + length);
      }
    }
    return found;
  }
}

/** Others may have the same number: it only says where to look. */
const beginAt = (text: string, at: number): number =>
  ((text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) * 31 + text.charCodeAt(at + 2)) | 0;
