import { wordChanges } from '@/lib/replay/diff/word-changes';
import { counted } from '../format-number';
import { type LineBlock, lineChanges } from '../line-changes';
import { type Html, html } from './html';
import { textBlock } from './value';
import { pieces } from './words';

/** Equal lines that stay in view beside a change. */
const context = 3;

/** Two texts as one with its changes: by words, long ones by lines. Nothing is left out. */
export function changedText(before: string, after: string): Html {
  if (before === after) return textBlock(before);
  const changes = wordChanges(before, after);
  if (!changes) return changedLines(before, after);
  return html`<pre class="t" dir="auto">${changes.map(({ kind, text }) => {
    if (kind === 'same') return html`<bdi>${pieces(text)}</bdi>`;
    const said = html`<span class="sr">${kind}: </span><bdi>${pieces(text)}</bdi><span class="sr"> end ${kind} </span>`;
    return kind === 'added' ? html`<ins>${said}</ins>` : html`<del>${said}</del>`;
  })}</pre>`;
}

function changedLines(before: string, after: string): Html {
  const { left, right, blocks, coarse } = lineChanges(before, after);
  return html`${coarse && html`<p class="small warn">Coarse: the texts are too different to look at every line. Equal lines may show as removed and added.</p>`}${blocks.map(
    (block, index) =>
      block.same
        ? equalLines(left, block, index === 0, index === blocks.length - 1)
        : html`${lines('was', left.slice(block.a, block.aEnd))}${lines('is', right.slice(block.b, block.bEnd))}`,
  )}`;
}

function equalLines(all: readonly string[], { a, aEnd }: LineBlock, first: boolean, last: boolean) {
  const head = first ? a : a + context;
  const tail = last ? aEnd : aEnd - context;
  if (tail - head <= context) return lines('', all.slice(a, aEnd));
  return html`${lines('', all.slice(a, head))}<details class="more"><summary>${counted(tail - head, 'equal line')}</summary>${lines('', all.slice(head, tail))}</details>${lines('', all.slice(tail, aEnd))}`;
}

function lines(look: '' | 'was' | 'is', some: readonly string[]): Html | null {
  if (some.length === 0) return null;
  const text = pieces(some.join(''));
  if (look === '') return html`<pre class="t" dir="auto">${text}</pre>`;
  const word = look === 'was' ? 'removed' : 'added';
  const said = html`<span class="sr">${word}: </span>${text}<span class="sr"> end ${word} </span>`;
  return html`<pre class="t" dir="auto">${look === 'was' ? html`<del class="l">${said}</del>` : html`<ins class="l">${said}</ins>`}</pre>`;
}
