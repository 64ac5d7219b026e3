import { jsonrepair } from 'jsonrepair';
import { isObject, type Json } from '@/lib/trace/json';
import { parseJson } from '@/lib/trace/parse-json';

/** What a model writes at most in one call; longer ones are left to a person. */
const longest = 500_000;

/**
 * The arguments that a malformed text probably meant, for a person to look at; never used by themselves. null
 * where no object can be made of it: arguments are one.
 */
export function repairedArguments(text: string): Json | null {
  if (text.length > longest) return null;
  try {
    // What is JSON already is not to be mended: the mender reads some of it otherwise.
    const plain = parseJson(text);
    const parsed = plain.ok && plain.repaired === null ? plain : parseJson(jsonrepair(text));
    return parsed.ok && isObject(parsed.value) ? parsed.value : null;
  } catch {
    return null;
  }
}
