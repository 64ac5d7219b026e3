import { isObject, type Json } from '@/lib/trace/json';

export type CodeLanguage = 'python' | 'typescript';

/** Deeper than this, parsers of a language may give up: the value is then written as JSON in a string. */
const deepest = 60;

/** Characters that one does not see or that turn lines around: a reader must meet them as what they are. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/**
 * A string literal of the language that means exactly this text, on one line, without any character that is not seen.
 */
export function stringLiteral(text: string, language: CodeLanguage): string {
  // Quotes and backslashes as JSON has them mean the same in both languages.
  const quoted = JSON.stringify(text);
  return quoted.replace(hidden, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    if (code <= 0xffff) return `\\u${hex.padStart(4, '0')}`;
    return language === 'python' ? `\\U${hex.padStart(8, '0')}` : `\\u{${hex}}`;
  });
}

/** A JSON value as an expression of the language, over several lines; `indent` is that of the line it begins on. */
export function literal(value: Json, language: CodeLanguage, indent = ''): string {
  if (isDeep(value)) {
    const text = stringLiteral(JSON.stringify(value), language);
    return language === 'python' ? `json.loads(${text})` : `JSON.parse(${text})`;
  }
  return written(value, language, indent);
}

function written(value: Json, language: CodeLanguage, indent: string): string {
  if (typeof value === 'string') return stringLiteral(value, language);
  if (typeof value === 'number') return JSON.stringify(value);
  if (value === null) return language === 'python' ? 'None' : 'null';
  if (typeof value === 'boolean') {
    const word = String(value);
    return language === 'python' ? `${word[0]?.toUpperCase()}${word.slice(1)}` : word;
  }
  const inner = `${indent}${language === 'python' ? '    ' : '  '}`;
  const lines = Array.isArray(value)
    ? value.map((item) => written(item, language, inner))
    : Object.entries(value).map(
        ([key, item]) => `${keyLiteral(key, language)}: ${written(item, language, inner)}`,
      );
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (lines.length === 0) return `${open}${close}`;
  return `${open}\n${lines.map((line) => `${inner}${line},\n`).join('')}${indent}${close}`;
}

/** Written plainly, `__proto__` would set the prototype of the object and be no key of it. */
const keyLiteral = (key: string, language: CodeLanguage): string =>
  language === 'typescript' && key === '__proto__'
    ? `[${stringLiteral(key, language)}]`
    : stringLiteral(key, language);

/** Level by level, as recursion would not hold what is too deep. */
function isDeep(value: Json): boolean {
  let level: Json[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((one) =>
      Array.isArray(one) ? one : isObject(one) ? Object.values(one) : [],
    );
  }
  return false;
}
