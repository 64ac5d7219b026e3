import { isObject, type Json } from '@/lib/trace/json';
import { parseJson } from '@/lib/trace/parse-json';

/** The object or list that a text spells, as tools often answer; null where it is a text like any other. */
function jsonOfText(text: string): Json | null {
  const start = text.trimStart().charAt(0);
  if (start !== '{' && start !== '[') return null;
  const parsed = parseJson(text);
  return parsed.ok && parsed.value !== null && typeof parsed.value === 'object'
    ? parsed.value
    : null;
}

/** The value with texts that spell an object or a list read as such, once, so that their inside is compared too. */
export function withJsonTexts(value: Json): Json {
  if (typeof value === 'string') return jsonOfText(value) ?? value;
  if (Array.isArray(value)) return value.map(withJsonTexts);
  if (!isObject(value)) return value;
  // fromEntries defines each key as its own: `__proto__` stays a key like any other.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withJsonTexts(item)]));
}
