import { canonicalJson } from '@/lib/trace/canonical-json';
import { parseJson } from '@/lib/trace/parse-json';

/** A text with the JSON object or list that it holds, if it holds one, in canonical form: key order says nothing. */
export function sortedKeys(text: string): string {
  const from = text.search(/[{[]/);
  const to = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
  if (from < 0 || to <= from) return text;
  const parsed = parseJson(text.slice(from, to));
  return parsed.ok ? text.slice(0, from) + canonicalJson(parsed.value) + text.slice(to) : text;
}
