import { field, isObject, type Json, type JsonObject } from '@/lib/trace/json';

/** They say how a request travels, not what it asks for. */
const silent = new Set(
  'stream stream_options store include betas anthropic_version anthropic_beta previous_response_id'.split(
    ' ',
  ),
);

/** Reads recorded parameters once each, and remembers which nobody asked for. */
export class ParameterReader {
  readonly #left: Map<string, Json>;

  /** What Google nests in a configuration of its own stands beside the others. */
  constructor(parameters: Json | null) {
    const all = isObject(parameters) ? parameters : {};
    const nested = ['generationConfig', 'generation_config'].flatMap((key) => {
      const inner = field(all, key);
      return isObject(inner) ? [[key, inner] as const] : [];
    });
    const names = new Set<string>(nested.map(([key]) => key));
    this.#left = new Map([
      ...Object.entries(all).filter(([key, value]) => !names.has(key) && value !== null),
      ...nested.flatMap(([, inner]) => Object.entries(inner).filter(([, value]) => value !== null)),
    ]);
  }

  /** The first of the spellings whose value fits; all of them count as read then. */
  take<T extends Json>(keys: readonly string[], fits: (value: Json) => value is T): T | undefined {
    const key = keys.find((one) => {
      const value = this.#left.get(one);
      return value !== undefined && fits(value);
    });
    if (key === undefined) return undefined;
    const value = this.#left.get(key);
    for (const one of keys) this.#left.delete(one);
    return value !== undefined && fits(value) ? value : undefined;
  }

  number = (...keys: string[]): number | undefined => this.take(keys, isNumber);
  text = (...keys: string[]): string | undefined => this.take(keys, isText);
  flag = (...keys: string[]): boolean | undefined => this.take(keys, isFlag);
  object = (...keys: string[]): JsonObject | undefined => this.take(keys, isObject);
  list = (...keys: string[]): Json[] | undefined => this.take(keys, isList);

  /** Read away whatever stands there, as it says what is so anyway. */
  ignore(key: string, value: Json): void {
    if (this.#left.get(key) === value) this.#left.delete(key);
  }

  /** What is left of these; it is then read. */
  restOf(wanted: (key: string) => boolean): [key: string, value: Json][] {
    const rest = [...this.#left].filter(([key]) => wanted(key) && !silent.has(key));
    for (const [key] of rest) this.#left.delete(key);
    return rest;
  }
}

const isNumber = (value: Json): value is number =>
  typeof value === 'number' && Number.isFinite(value);
const isText = (value: Json): value is string => typeof value === 'string';
const isFlag = (value: Json): value is boolean => typeof value === 'boolean';
const isList = (value: Json): value is Json[] => Array.isArray(value);
