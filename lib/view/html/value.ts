import type { Json } from '@/lib/trace/json';
import { exactNumber } from '../format-number';
import { prettyJson } from '../pretty-json';
import { type Html, html } from './html';
import { pieces } from './words';

/** Longer than this a text is folded behind its beginning (UTF-16 units). */
const foldAbove = 20_000;
const beginning = 4_000;

const block = (text: string): Html => html`<pre class="t" dir="auto">${pieces(text)}</pre>`;

/** A text whole; a long one behind its beginning. Nothing is cut off. */
export function textBlock(text: string): Html {
  if (text === '') return html`<p class="small dim">empty text</p>`;
  if (text.length <= foldAbove) return block(text);
  // Not inside of a character, nor of a line where one ends near.
  const near = text.lastIndexOf('\n', beginning) + 1;
  const at = near > beginning / 2 ? near : beginning;
  const code = text.charCodeAt(at - 1);
  const cut = code >= 0xd800 && code <= 0xdbff ? at - 1 : at;
  return html`${block(text.slice(0, cut))}<details class="more"><summary>The other ${exactNumber(text.length - cut)} characters</summary>${block(text.slice(cut))}</details>`;
}

/** Text where the value is text, JSON with sorted keys where it has structure. */
export const valueBlock = (value: Json): Html =>
  textBlock(typeof value === 'string' ? value : prettyJson(value));
