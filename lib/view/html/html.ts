/** Markup that was made here: the only text that goes into a file as it is. */
export class Html {
  constructor(readonly markup: string) {}
}

type Piece = Html | string | number | null | undefined | false | readonly Piece[];

const escapes = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);
// What no HTML file may hold, a parser would rewrite or a reader be misled by: controls but for tab and newline,
// lone halves of characters, noncharacters, overrides of direction. Texts of a trace lose none of it: `words` draws each as a mark before.
const unfit = /[^\P{Cc}\t\n]|\p{Cs}|[\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/gu;

/** Text that stays text, between tags and inside of double quotes. */
export const escapeHtml = (text: string): string =>
  text.replace(unfit, '\ufffd').replace(/[&<>"']/g, (character) => escapes.get(character) ?? '');

function markupOf(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.markup;
  if (typeof piece === 'object') return piece.map(markupOf).join('');
  return escapeHtml(String(piece));
}

/**
 * A template whose every value is escaped, unless it is Html itself. Values may stand between tags and in
 * attributes with double quotes; nowhere else.
 */
export const html = (parts: TemplateStringsArray, ...values: Piece[]): Html =>
  new Html(parts.reduce((whole, part, at) => whole + markupOf(values[at - 1]) + part));
