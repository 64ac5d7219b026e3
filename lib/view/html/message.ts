import type { MediaPart, Message, Part } from '@/lib/trace/message';
import { byteSize } from '../format-number';
import { plainLine } from '../plain-line';
import type { FilePlaces } from './file-parts';
import { type Html, html } from './html';
import { textBlock, valueBlock } from './value';
import { words } from './words';

export type Images = Pick<FilePlaces, 'image'>;

/** A message with who says it. @param aside what stands beside the speaker */
export const messageFigure = (
  { role, name, parts }: Message,
  places: Images,
  aside: Html | null = null,
): Html =>
  html`<figure class="msg from-${role}"><figcaption>${role}${name !== undefined && html` <span class="mono dim">${words(name)}</span>`}${aside}</figcaption>${parts.map((part) => partBlock(part, places))}</figure>`;

/** One part of a message: text as text, never as markup. */
export function partBlock(part: Part, places: Images): Html {
  switch (part.type) {
    case 'text':
      return textBlock(part.text);
    case 'reasoning':
      return html`<details class="more"><summary>${part.redacted || part.text === '' ? 'Reasoning, hidden by the provider' : 'Reasoning'}</summary>${textBlock(part.text)}</details>`;
    case 'tool-call':
      return html`<div class="sub call">${partHead(part.tool, part.callId, part.malformed ? 'arguments are no JSON' : null)}${valueBlock(part.input)}</div>`;
    case 'tool-result':
      return html`<div class="sub answer">${partHead(part.tool ?? 'result', part.callId, part.isError ? 'error' : null)}${valueBlock(part.output)}</div>`;
    case 'media':
      return media(part, places);
    case 'unknown':
      return html`<details class="more"><summary>A part that this version does not know, kept as it is</summary>${valueBlock(part.value)}</details>`;
  }
}

const partHead = (name: string, callId: string | null, trouble: string | null): Html =>
  html`<p class="label"><span class="mono">${words(name)}</span>${callId !== null && html` <span class="mono dim">${words(callId)}</span>`}${trouble !== null && html` <span class="badge bad">${trouble}</span>`}</p>`;

/** Images that came along are drawn; addresses found in a trace are only told. */
function media(part: MediaPart, { image }: Images): Html {
  const name = part.name ?? part.mediaType;
  const data = part.blob ? image(part.blob.sha256) : null;
  if (data !== null) return html`<img src="${data}" alt="${plainLine(name)}">`;
  const size = part.blob ? `, ${byteSize(part.blob.bytes)}` : '';
  const told =
    part.url === undefined
      ? html`, body not in this file`
      : html`, referred to as ${words(part.url)} (not fetched)`;
  return html`<p class="small soft"><span class="mono">${words(name)}</span>${size}${told}</p>`;
}
