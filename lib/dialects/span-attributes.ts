import { isObject, type Json } from '@/lib/trace/json';
import type { Message, Part } from '@/lib/trace/message';
import type { ToolDefinition } from '@/lib/trace/setup';
import { embeddedJson } from './embedded-json';

/** Attributes of a span by their flat names, values decoded from the wire. */
export type Attributes = ReadonlyMap<string, Json>;

/** What one dialect of span attributes records of a model call. `null`: not recorded. */
export interface SpanCall {
  /** System instructions that stand apart from the messages. */
  system: Part[] | null;
  /** The prompt as sent, leading system messages included. */
  messages: Message[] | null;
  reply: Message | null;
  tools: ToolDefinition[] | null;
  parameters: Json | null;
  finishReason: string | null;
}

export function textAttribute(attributes: Attributes, ...keys: string[]): string | null {
  for (const key of keys) {
    const value = attributes.get(key);
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}

/** A count or a price, which some exporters write as text. Negative ones are none. */
export function numberAttribute(attributes: Attributes, ...keys: string[]): number | undefined {
  for (const key of keys) {
    const value = attributes.get(key);
    const number = typeof value === 'string' && value !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number;
  }
  return undefined;
}

/** A structured attribute: as it is, or decoded from JSON text. undefined where it is absent or broken. */
export function jsonAttribute(attributes: Attributes, key: string): Json | undefined {
  const value = attributes.get(key);
  return typeof value === 'string' ? embeddedJson(value) : value;
}

/** A structured attribute that is an object; null where it is anything else. */
export function objectAttribute(attributes: Attributes, key: string) {
  const value = jsonAttribute(attributes, key);
  return isObject(value) ? value : null;
}

/**
 * Groups of flattened attributes `<prefix>N.rest`, by N as a number: gaps are closed, and 10 comes after 2.
 */
export function indexed(attributes: Attributes, prefix: string): Map<string, Json>[] {
  const groups = new Map<number, Map<string, Json>>();
  for (const [key, value] of attributes) {
    if (!key.startsWith(prefix)) continue;
    const dot = key.indexOf('.', prefix.length);
    const digits = key.slice(prefix.length, dot < 0 ? undefined : dot);
    if (!/^\d{1,9}$/.test(digits)) continue;
    const index = Number(digits);
    const group = groups.get(index) ?? new Map<string, Json>();
    group.set(dot < 0 ? '' : key.slice(dot + 1), value);
    groups.set(index, group);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}
