/** Longer than this a text is folded to its beginning (both in UTF-16 units, near enough to bytes). */
export const foldAbove = 20_000;
const previewLength = 4_000;

/** The beginning of a text, not cut inside a character. */
export function preview(text: string, length = previewLength): string {
  if (text.length <= length) return text;
  const cut = text.charCodeAt(length - 1);
  return text.slice(0, cut >= 0xd800 && cut <= 0xdbff ? length - 1 : length);
}

const dataUrl = /^data:[\w.+/-]{1,100}(?:;[\w=.-]{1,100})*;base64,/;

/** Bytes spelt as text: nobody reads them. Looks at the beginning only, so a long text costs nothing. */
export function isBase64(text: string): boolean {
  if (text.length < 400) return false;
  if (dataUrl.test(text.slice(0, 300))) return true;
  const head = text.slice(0, 2_000);
  if (!/^[A-Za-z0-9+/_\r\n-]+={0,2}[\r\n]*$/.test(head)) return false;
  // Words run together are letters only, and a repeated letter is none: bytes use all of the alphabet.
  return /\d/.test(head) && /[a-z]/.test(head) && /[A-Z]/.test(head) && new Set(head).size > 30;
}
