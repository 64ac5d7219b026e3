import { canonicalJson } from '@/lib/trace/canonical-json';
import type { Json } from '@/lib/trace/json';
import type { ToolResultPart } from '@/lib/trace/message';

/** A call of the lineage and the result that was recorded for it. */
export interface RecordedCall {
  /** Event of the result. */
  seq: number;
  lane: string;
  tool: string;
  readonly input: Json;
  /** As it was recorded. */
  readonly result: ToolResultPart;
}

export interface AskedCall {
  tool: string;
  input: Json;
}

/**
 * What the lineage recorded after the fork, nearest ancestor first; each level in recorded order. A result
 * is given once, to a call of the same tool with canonically equal arguments: the same lane first, then the
 * other lanes, then up the lineage. Nothing that is merely similar is ever given.
 */
export class Recording {
  readonly #taken = new Set<RecordedCall>();

  constructor(private readonly levels: readonly (readonly RecordedCall[])[]) {}

  /**
   * The next recorded result for this call, or null where there is none left.
   * @param fromLevel skips nearer levels: for calls that were made before those existed
   */
  take(call: AskedCall, lane: string, fromLevel = 0): RecordedCall | null {
    const fits = (one: RecordedCall) => !this.#taken.has(one) && isSame(one, call);
    for (const level of this.levels.slice(fromLevel)) {
      const open = level.filter(fits);
      const found = open.find((one) => one.lane === lane) ?? open[0];
      if (found) {
        this.#taken.add(found);
        return found;
      }
    }
    return null;
  }

  /** The first result of the nearest level that nobody has taken yet; it stays. */
  next(lane: string): RecordedCall | null {
    for (const level of this.levels) {
      const open = level.filter((one) => !this.#taken.has(one));
      const found = open.find((one) => one.lane === lane) ?? open[0];
      if (found) return found;
    }
    return null;
  }

  holds(call: AskedCall): boolean {
    return this.levels.some((level) => level.some((one) => isSame(one, call)));
  }
}

const isSame = (one: AskedCall, other: AskedCall): boolean =>
  one.tool === other.tool && inputKey(one) === inputKey(other);

const keys = new WeakMap<object, string>();

function inputKey(call: AskedCall): string {
  const known = keys.get(call);
  if (known !== undefined) return known;
  const key = canonicalJson(call.input);
  keys.set(call, key);
  return key;
}
