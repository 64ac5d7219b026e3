import { z } from 'zod';

/** Any JSON value. Objects may carry hostile keys (`__proto__`): read own keys only, never assign by them. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/**
 * Payloads are taken as they are: copying them through a schema would drop `__proto__` keys,
 * and every value that reaches this point came out of JSON.parse.
 */
export const jsonSchema = z.custom<Json>((value) => value !== undefined);

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Own property only: a trace may name its keys after what every object inherits. */
export function field(value: unknown, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function textField(value: unknown, key: string): string | undefined {
  const found = field(value, key);
  return typeof found === 'string' ? found : undefined;
}

export function numberField(value: unknown, key: string): number | undefined {
  const found = field(value, key);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

export function listField(value: unknown, key: string): Json[] | undefined {
  const found = field(value, key);
  return Array.isArray(found) ? found : undefined;
}
