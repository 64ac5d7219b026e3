import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ShareFinding } from '@/lib/api/share-contract';
import { maskSecret } from '@/lib/replay/findings/mask-secret';
import { bullets, Masker } from '@/lib/replay/findings/masker';
import type { AppState } from '@/lib/server/app-state';
import { secretsIn } from '@/lib/server/prepare/secrets-in';
import { secretsOf } from '@/lib/server/secrets/secrets-of';
import { sha256 } from '@/lib/server/sha256';
import type { SharePins } from './share-pins';
import { SharedReader } from './shared-reader';
import { rawTexts } from './shared-records';
import { type SharedText, sharedTexts } from './shared-texts';

/** A value that looks like a secret, where it is. */
export interface FoundValue extends ShareFinding {
  value: string;
}

const mostPlaces = 20;
/** Characters on each side of a value. */
const around = 60;

/** Says of two findings whether they are one value, and to nobody else anything of the value. */
const findingId = (key: Buffer, kind: string, value: string): string =>
  createHmac('sha256', key).update(`${kind}\0${value}`).digest('hex').slice(0, 24);

/** What stands in a JSON text is spelled for it. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    const value: unknown = JSON.parse(`"${text}"`);
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}

/** Counts what is found, by value. */
class Values {
  readonly found = new Map<string, FoundValue>();
  readonly counts: { text: string; count: number }[];
  readonly #chosen: Masker[];
  characters = 0;

  /** @param key signs ids @param texts are counted */
  constructor(
    private readonly key: Buffer,
    texts: readonly string[],
  ) {
    this.counts = texts.map((text) => ({ text, count: 0 }));
    this.#chosen = texts.map((text) => new Masker([text]));
  }

  async look({ text, where, seq, side }: SharedText): Promise<void> {
    this.characters += text.length;
    for (const [at, one] of this.counts.entries()) one.count += this.#chosen[at]?.count(text) ?? 0;
    for await (const { kind, secret, at } of secretsIn(text)) {
      const value = unescaped(secret);
      const id = findingId(this.key, kind, value);
      const known = this.found.get(id) ?? {
        ...{ id, kind, value, masked: maskSecret(value), count: 0, places: [] },
      };
      known.count += 1;
      this.found.set(id, known);
      if (known.places.length === mostPlaces) continue;
      const [head, tail] = [
        text.slice(Math.max(0, at - around), at),
        text.slice(at + secret.length, at + secret.length + around),
      ];
      known.places.push({
        ...{ side, seq, where },
        before: `${head}${secret}${tail}`,
        after: `${head}${bullets}${tail}`,
      });
    }
  }
}

type Looked = Pick<Values, 'found' | 'counts' | 'characters'>;

/** What is pinned never changes: who has looked through it makes the link at once. */
const looked = new LRUCache<string, Looked>({ max: 3, ttl: 15 * 60 * 1000 });

/**
 * All of what pins show with nothing masked, looked through once: values that look like secrets by their ids, and how
 * often texts stand in it.
 */
export async function lookThrough(
  app: Pick<AppState, 'store' | 'imports'>,
  pins: SharePins,
  texts: readonly string[] = [],
): Promise<Looked> {
  const { traces, include } = pins;
  const key = sha256(JSON.stringify([app.store.file, traces, include]));
  const known = looked.get(key);
  if (known && texts.every((text) => known.counts.some((one) => one.text === text)))
    return { ...known, counts: known.counts.filter(({ text }) => texts.includes(text)) };
  const reader = new SharedReader(app.store, pins);
  const values = new Values(secretsOf(app.store).derive('retake:finding:1'), texts);
  const side = traces[0]?.shown.side ?? '';
  await values.look({ text: JSON.stringify(reader.shown), where: 'names', side, seq: null });
  for await (const text of sharedTexts(reader)) await values.look(text);
  for (const { shown } of traces)
    for await (const text of rawTexts(app, reader, shown.side))
      await values.look({ text, where: 'raw bytes', side: shown.side, seq: null });
  const { found, counts, characters } = values;
  looked.set(key, { found, counts, characters });
  return { found, counts, characters };
}
