import type { Json } from '@/lib/trace/json';
import type { JsonChange, JsonStep } from './json-changes';

const plainKey = /^[A-Za-z_][\w-]*$/;
/** Longer names of entries and keys are cut in a path: the values beside it hold them whole. */
const longest = 60;
const cut = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text;

function stepText(step: JsonStep, first: boolean): string {
  if (typeof step === 'string')
    return plainKey.test(step) && step.length <= longest
      ? `${first ? '' : '.'}${step}`
      : `[${cut(JSON.stringify(step))}]`;
  const { a, b, id } = step;
  if (id !== null) return `[${cut(id)}]`;
  return a === null || b === null || a === b ? `[${a ?? b}]` : `[${a}→${b}]`;
}

/**
 * A path as one writes it: `messages[2].input["odd key"]`. An entry of a list by its name where it has one
 * (`[id="c1"]`), else by its place, on both sides where they differ (`[3→5]`).
 */
export const jsonPath = (path: readonly JsonStep[]): string =>
  path.length === 0
    ? 'the whole value'
    : path.map((step, index) => stepText(step, index === 0)).join('');

export type JsonType = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

export function jsonType(value: Json): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  // Of JSON values nothing else is left.
  return type as Exclude<JsonType, 'null' | 'array'>;
}

const place = (at: number | null): string => (at === null ? '' : String(at + 1));

/** One change as a line of text, with types; what can be pasted where there is no colour. */
export function changeLine(change: JsonChange): string {
  const path = jsonPath(change.path);
  const typed = (value: Json): string => `${JSON.stringify(value)} (${jsonType(value)})`;
  switch (change.kind) {
    case 'added':
      return `+ ${path}: ${typed(change.after)}`;
    case 'removed':
      return `- ${path}: ${typed(change.before)}`;
    case 'changed':
      return `~ ${path}: ${typed(change.before)} -> ${typed(change.after)}`;
    case 'moved': {
      const last = change.path.at(-1);
      const words =
        typeof last === 'object' ? `entry ${place(last.a)} -> entry ${place(last.b)}` : 'moved';
      return `^ ${path}: ${words}`;
    }
  }
}
