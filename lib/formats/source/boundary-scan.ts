/** `[start, end)` in bytes. */
export interface Span {
  start: number;
  end: number;
}

export interface ValueSpan extends Span {
  /** Brackets inside brackets; 0 for a scalar. */
  depth: number;
  /** The file ends, or breaks off, inside the value. */
  torn: boolean;
}

export interface MemberSpan {
  key: string;
  value: ValueSpan;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const isOpen = (byte: number): boolean => byte === 0x7b || byte === 0x5b;
const isClose = (byte: number): boolean => byte === 0x7d || byte === 0x5d;
const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

export function skipSpace(bytes: Uint8Array, at: number, end: number): number {
  let position = at;
  while (position < end && isSpace(bytes[position] ?? 0)) position += 1;
  return position;
}

/** `at` is on the opening quote; returns the position after the closing one, or -1 where there is none. */
function stringEnd(bytes: Uint8Array, at: number, end: number): number {
  let position = at + 1;
  while (true) {
    position = bytes.indexOf(QUOTE, position);
    if (position < 0 || position >= end) return -1;
    let slashes = 0;
    while (bytes[position - 1 - slashes] === BACKSLASH) slashes += 1;
    position += 1;
    if (slashes % 2 === 0) return position;
  }
}

/**
 * The value that begins at `at` (no white space before it). Knows strings and brackets only, so it is as fast
 * as memory and never recurses: whether the value is JSON is for the parser to say.
 */
export function valueSpan(bytes: Uint8Array, at: number, end: number): ValueSpan {
  let depth = 0;
  let deepest = 0;
  let position = at;
  while (position < end) {
    const byte = bytes[position] ?? 0;
    if (byte === QUOTE) {
      const after = stringEnd(bytes, position, end);
      if (after < 0) return { start: at, end, depth: deepest, torn: true };
      position = after;
      if (depth === 0) return { start: at, end: position, depth: deepest, torn: false };
    } else if (isOpen(byte)) {
      depth += 1;
      deepest = Math.max(deepest, depth);
      position += 1;
    } else if (isClose(byte)) {
      // A bracket that closes what we are in ends a scalar: `[1]`.
      if (depth === 0)
        return {
          start: at,
          end: Math.max(position, at + (position === at ? 1 : 0)),
          depth: 0,
          torn: position === at,
        };
      depth -= 1;
      position += 1;
      if (depth === 0) return { start: at, end: position, depth: deepest, torn: false };
    } else if (depth === 0 && (byte === COMMA || byte === COLON || isSpace(byte))) {
      return {
        start: at,
        end: Math.max(position, at + 1),
        depth: 0,
        torn: false,
      };
    } else position += 1;
  }
  return { start: at, end, depth: deepest, torn: depth > 0 };
}

/** The values that stand one after another in `[start, end)`, whatever white space is between them. */
export function* topLevelValues(
  bytes: Uint8Array,
  start: number,
  end: number,
): Generator<ValueSpan> {
  let position = skipSpace(bytes, start, end);
  while (position < end) {
    const span = valueSpan(bytes, position, end);
    yield span;
    position = skipSpace(bytes, span.end, end);
  }
}

/** Elements of the array that begins at `array.start`; the last one may be torn. Anything else has none. */
export function* elementSpans(bytes: Uint8Array, array: Span): Generator<ValueSpan> {
  if (bytes[array.start] !== 0x5b) return;
  let position = array.start + 1;
  while (position < array.end) {
    position = skipSpace(bytes, position, array.end);
    const byte = bytes[position];
    if (position >= array.end || byte === 0x5d) return;
    if (byte === COMMA) {
      position += 1;
      continue;
    }
    const span = valueSpan(bytes, position, array.end);
    yield span;
    position = span.end;
  }
}

/** Members of the object that begins at `object.start`, in order, duplicates included. */
export function* memberSpans(bytes: Uint8Array, object: Span): Generator<MemberSpan> {
  if (bytes[object.start] !== 0x7b) return;
  let position = object.start + 1;
  while (position < object.end) {
    position = skipSpace(bytes, position, object.end);
    const byte = bytes[position];
    if (byte === COMMA) {
      position += 1;
      continue;
    }
    if (position >= object.end || byte !== QUOTE) return;
    const keyEnd = stringEnd(bytes, position, object.end);
    if (keyEnd < 0) return;
    const colon = skipSpace(bytes, keyEnd, object.end);
    if (bytes[colon] !== COLON) return;
    const key = keyText(bytes, position, keyEnd);
    const at = skipSpace(bytes, colon + 1, object.end);
    if (at >= object.end) return;
    const value = valueSpan(bytes, at, object.end);
    yield { key, value };
    position = value.end;
  }
}

const decoder = new TextDecoder();

function keyText(bytes: Uint8Array, start: number, end: number): string {
  const text = decoder.decode(bytes.subarray(start, end));
  try {
    const key: unknown = JSON.parse(text);
    return typeof key === 'string' ? key : text;
  } catch {
    return text.slice(1, -1);
  }
}
