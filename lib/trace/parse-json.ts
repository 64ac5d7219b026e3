import type { Json } from './json';

/** Deeper values are kept raw: neither canonical JSON nor a reader gains from them, and stacks end. */
export const maxDepth = 500;

export type ParsedJson =
  | { ok: true; value: Json; repaired: string | null }
  | { ok: false; reason: string };

/** Long numbers, and exponents that may go beyond what a double holds. */
const suspicious = /\d{16}|\d[eE]\+?\d{3}|\bNaN\b|\bInfinity\b/;
const tokens = /-?\d[\d.eE+-]*|-?\bInfinity\b|\bNaN\b/g;
const whole = /^-?(?:0|[1-9]\d*)$/;
const numeric = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The position after the string that begins at `start`; the end of the text where it never ends. */
function afterString(text: string, start: number): number {
  let at = start;
  while (true) {
    at = text.indexOf('"', at + 1);
    if (at < 0) return text.length;
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
}

/** What stands between strings, and the strings, in turn. */
function* pieces(text: string): Generator<[piece: string, inString: boolean]> {
  let at = 0;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    yield [text.slice(at, quote < 0 ? text.length : quote), false];
    if (quote < 0) return;
    const end = afterString(text, quote);
    yield [text.slice(quote, end), true];
    at = end;
  }
}

/** Whole numbers keep every digit; of others it is enough that they are finite. */
const isExact = (token: string): boolean =>
  whole.test(token) ? Number.isSafeInteger(Number(token)) : Number.isFinite(Number(token));

/** Numbers that a double cannot hold, and NaN and infinities, become strings of their own spelling. */
function quoteUnsafeNumbers(text: string): { text: string; repaired: string | null } {
  let repaired: string | null = null;
  let quoted = '';
  for (const [piece, inString] of pieces(text))
    quoted += inString
      ? piece
      : piece.replace(tokens, (token) => {
          const isNumber = /\d/.test(token);
          if (isNumber && (!numeric.test(token) || isExact(token))) return token;
          if (!isNumber) repaired = `${token} is no JSON number: kept as text`;
          return `"${token}"`;
        });
  return { text: quoted, repaired };
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [piece, inString] of pieces(text)) {
    if (inString) continue;
    for (const bracket of piece.match(/[[\]{}]/g) ?? []) {
      depth += bracket === '[' || bracket === '{' ? 1 : -1;
      deepest = Math.max(deepest, depth);
    }
  }
  return deepest;
}

/**
 * One JSON value. Integers beyond 2^53 and numbers beyond any double keep their spelling as strings, so that no
 * number is ever infinite; NaN and infinities, which Python writes, become strings and are named in `repaired`. `depth` is its nesting, where it is known already. Never throws.
 */
export function parseJson(text: string, depth?: number): ParsedJson {
  // Two brackets a level: what is shorter cannot be too deep.
  const nested = depth ?? (text.length > maxDepth ? depthOf(text) : 0);
  if (nested > maxDepth)
    return { ok: false, reason: `nested ${nested} levels deep; ${maxDepth} are read` };
  const safe = suspicious.test(text) ? quoteUnsafeNumbers(text) : { text, repaired: null };
  try {
    const value: Json = JSON.parse(safe.text);
    return { ok: true, value, repaired: safe.repaired };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
