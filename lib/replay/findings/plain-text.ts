/** A text with its escapes read. */
export interface PlainText {
  text: string;
  /** Where each UTF-16 unit of `text` begins in the original, and its end as last entry; null: nothing was escaped. */
  places: number[] | null;
}

const spelling =
  /\\+(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[nrtbf"'/])?|(?:%(?:25){0,3}[0-9a-fA-F]{2})+/g;

const controls: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
};

/**
 * Reads JSON escapes, however often they were escaped again, and percent-encoding where it is sound UTF-8: two
 * spellings of one value give one text. It is for comparing: `C:\new` reads as if it held a line break, in both.
 */
export function plainText(original: string): PlainText {
  if (!original.includes('\\') && !original.includes('%')) return { text: original, places: null };
  const places: number[] = [];
  let text = '';
  let last = 0;
  const take = (piece: string, start: number, step: number): void => {
    for (let at = 0; at < piece.length; at += 1) places.push(start + at * step);
    text += piece;
  };
  for (const match of original.matchAll(spelling)) {
    const [spelled] = match;
    take(original.slice(last, match.index), last, 1);
    last = match.index + spelled.length;
    if (spelled.startsWith('%')) takePercent(spelled, match.index, take);
    else take(unescaped(spelled), match.index, 0);
  }
  take(original.slice(last), last, 1);
  places.push(original.length);
  return { text, places };
}

function unescaped(spelled: string): string {
  const rest = spelled.slice(spelled.lastIndexOf('\\') + 1);
  if (rest === '') return '\\';
  if (/^[ux]./.test(rest)) return String.fromCharCode(Number.parseInt(rest.slice(1), 16));
  return controls[rest] ?? rest;
}

/** Character by character, so that each keeps its place; what is no UTF-8 stays as it is. */
function takePercent(
  spelled: string,
  start: number,
  take: (piece: string, start: number, step: number) => void,
): void {
  const bytes = [...spelled.matchAll(/%(?:25)*?([0-9a-fA-F]{2})(?=%|$)/g)];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at];
    const lead = Number.parseInt(first?.[1] ?? '0', 16);
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const some = bytes.slice(at, at + length);
    const from = start + (first?.index ?? 0);
    try {
      take(decodeURIComponent(some.map(([, hex]) => `%${hex}`).join('')), from, 0);
      at += length;
    } catch {
      const [whole = ''] = first ?? [];
      take(whole, from, 1);
      at += 1;
    }
  }
}
