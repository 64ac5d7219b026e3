import type { Json } from '@/lib/trace/json';
import { parseJson } from '@/lib/trace/parse-json';

/** Deeper values stay text: what reads them later may recurse. */
const maxDepth = 200;

/**
 * JSON that stands as text inside JSON: one level is decoded, never what is inside it again. Integers that a
 * double cannot hold become strings of their digits. undefined where the text is no JSON or too deep.
 */
export function embeddedJson(text: string): Json | undefined {
  if (tooDeep(text)) return undefined;
  const parsed = parseJson(text, 0);
  return parsed.ok ? parsed.value : undefined;
}

/** Decodes text that holds an object or a list; any other text is meant as text. */
export function decoded(value: Json): Json {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  return embeddedJson(value) ?? value;
}

/** Counts brackets outside strings, without recursion. Short texts cannot be deep. */
function tooDeep(text: string): boolean {
  if (text.length <= maxDepth) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = stringEnd(text, at);
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > maxDepth) return true;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return false;
}

/** Position of the quote that closes the string opened at `at`, or the end of the text. */
function stringEnd(text: string, at: number): number {
  let end = text.indexOf('"', at + 1);
  while (end >= 0) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}
