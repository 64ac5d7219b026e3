import { canonicalJson } from '@/lib/trace/canonical-json';
import type { Json } from '@/lib/trace/json';
import type { ToolResultPart } from '@/lib/trace/message';
import { Shelf } from './shelf';
import { withoutPaths } from './without-paths';

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

export interface TakeOptions {
  /** Skips nearer levels: for calls that were made before those existed. */
  fromLevel?: number;
  /** Paths of the arguments that are left out on both sides. */
  ignore?: readonly string[];
}

export interface Taken {
  call: RecordedCall;
  /** How many generations up the lineage it was recorded; 1 is the parent. */
  up: number;
}

/**
 * What the lineage recorded after the fork, nearest ancestor first; each level in recorded order. A result
 * is given once, to a call of the same tool with canonically equal arguments: the same lane first, then the
 * other lanes, then up the lineage. Nothing that is merely similar is ever given. Calls are looked at once
 * per tool that is asked for, so that all taking together is linear in what was recorded.
 */
export class Recording {
  readonly #taken = new Set<RecordedCall>();
  readonly #all: Shelf[];
  /** By level, tool and paths left out: the calls by their arguments. */
  readonly #shelves = new Map<string, Map<string, Shelf>>();
  #tools: Map<string, RecordedCall[]>[] | null = null;

  constructor(private readonly levels: readonly (readonly RecordedCall[])[]) {
    this.#all = levels.map((level) => new Shelf(level));
  }

  /** The next recorded result for this call, or null where there is none left. */
  take(
    call: AskedCall,
    lane: string,
    { fromLevel = 0, ignore = [] }: TakeOptions = {},
  ): Taken | null {
    for (let level = fromLevel; level < this.levels.length; level += 1) {
      const found = this.#shelf(level, call, ignore)?.next(lane, this.#taken);
      if (!found) continue;
      this.#taken.add(found);
      return { call: found, up: level + 1 };
    }
    return null;
  }

  /** The first result of the nearest level that nobody has taken yet; it stays. */
  next(lane: string): RecordedCall | null {
    for (const shelf of this.#all) {
      const found = shelf.next(lane, this.#taken);
      if (found) return found;
    }
    return null;
  }

  holds(call: AskedCall): boolean {
    return this.levels.some((_, level) => this.#shelf(level, call, []) !== undefined);
  }

  /** What nobody has taken of a tool, nearest level first, in recorded order. */
  *left(tool: string): Generator<Taken> {
    for (const [level, calls] of this.#byTool().entries()) {
      for (const call of calls.get(tool) ?? []) {
        if (!this.#taken.has(call)) yield { call, up: level + 1 };
      }
    }
  }

  #shelf(level: number, { tool, input }: AskedCall, ignore: readonly string[]): Shelf | undefined {
    const name = JSON.stringify([level, tool, ...ignore]);
    const known = this.#shelves.get(name);
    const shelves = known ?? this.#arrange(level, tool, ignore);
    if (!known) this.#shelves.set(name, shelves);
    return shelves.get(keyOf(input, ignore));
  }

  #arrange(level: number, tool: string, ignore: readonly string[]): Map<string, Shelf> {
    const found = new Map<string, RecordedCall[]>();
    for (const call of this.#byTool()[level]?.get(tool) ?? []) {
      const key = keyOf(call.input, ignore);
      const same = found.get(key);
      if (same) same.push(call);
      else found.set(key, [call]);
    }
    return new Map([...found].map(([key, calls]) => [key, new Shelf(calls)]));
  }

  #byTool(): Map<string, RecordedCall[]>[] {
    this.#tools ??= this.levels.map((level) => {
      const tools = new Map<string, RecordedCall[]>();
      for (const call of level) {
        const same = tools.get(call.tool);
        if (same) same.push(call);
        else tools.set(call.tool, [call]);
      }
      return tools;
    });
    return this.#tools;
  }
}

const keyOf = (input: Json, ignore: readonly string[]): string =>
  canonicalJson(ignore.length > 0 ? withoutPaths(input, ignore) : input);
