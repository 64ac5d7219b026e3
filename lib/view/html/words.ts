import { textSpans } from '../text-spans';
import { type Html, html } from './html';

/**
 * Words of a trace: never markup, and no direction or order of theirs leaks into what stands beside them. What
 * would not be seen is drawn as a small mark.
 */
export const words = (text: string): Html => html`<bdi>${pieces(text)}</bdi>`;

/** The same without an element around it, inside of one that isolates. */
export const pieces = (text: string): Html[] =>
  textSpans(text).map((span) =>
    span.kind === 'text'
      ? html`${span.text}`
      : html`<span class="unseen" title="${span.kind === 'mark' ? span.name : 'terminal code'}">${span.text}</span>`,
  );
