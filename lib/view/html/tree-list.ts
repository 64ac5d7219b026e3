import { editsWords } from '@/lib/trace/fork-edit';
import { counted } from '../format-number';
import type { FileTrace } from './file-parts';
import { glyph } from './glyph';
import { type Html, html } from './html';
import { outcomeMark } from './trace-head';
import { words } from './words';

/** Where a branch left its parent, and what was changed there. */
export const forkWords = ({ forkSeq, fork }: FileTrace): string => {
  const at = forkSeq === null || forkSeq < 0 ? 'at the start' : `after #${forkSeq}`;
  return fork ? `forked ${at}: ${editsWords(fork.edits)}` : `branches off ${at}`;
};

/** Names repeat: runs of a tree are counted as well, from 1. */
export const runName = (traces: readonly FileTrace[], { side, name }: FileTrace): string =>
  `Run ${traces.findIndex((trace) => trace.side === side) + 1}: ${name}`;

/** All traces as they grew from each other. @param to fragment of a trace's section */
export function treeList(traces: readonly FileTrace[], to: (side: string) => string): Html {
  const known = new Set(traces.map(({ side }) => side));
  const children = new Map<string | null, FileTrace[]>();
  for (const trace of traces) {
    const parent = trace.parent !== null && known.has(trace.parent) ? trace.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), trace]);
  }
  // A share holds 200 traces at most: so deep does it nest.
  const visit = (trace: FileTrace): Html => {
    const below = children.get(trace.side) ?? [];
    return html`<li><div class="head"><a href="#${to(trace.side)}">${words(runName(traces, trace))}</a>${outcomeMark(trace.outcome)}<span class="dim small">${counted(trace.totals.events, 'event')}</span>${
      trace.parent !== null &&
      html`<span class="small diverge">${glyph('git-fork')} ${words(forkWords(trace))}</span>`
    }</div>${below.length > 0 && html`<ul>${below.map(visit)}</ul>`}</li>`;
  };
  return html`<div class="pad tree"><ul>${(children.get(null) ?? []).map(visit)}</ul></div>`;
}
