import type { Json } from '@/lib/trace/json';
import { parseJson } from '@/lib/trace/parse-json';
import { type JsonDiff, jsonChanges } from '@/lib/view/json-changes';
import { type LineChanges, lineChanges } from '@/lib/view/line-changes';

/** What a thread of its own is asked. JSON travels as text: so no key of it is lost on the way. */
export type CompareJob =
  | { kind: 'lines'; before: string; after: string }
  | { kind: 'json'; before: string; after: string };
export type CompareResult =
  | { kind: 'lines'; lines: LineChanges }
  | { kind: 'json'; json: JsonDiff };

const jsonOf = (text: string): Json => {
  const parsed = parseJson(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
};

/** Compares two texts by lines, or the values that they spell. Throws where one of them spells none. */
export function compareJob({ kind, before, after }: CompareJob): CompareResult {
  return kind === 'lines'
    ? { kind, lines: lineChanges(before, after) }
    : { kind, json: jsonChanges(jsonOf(before), jsonOf(after)) };
}
