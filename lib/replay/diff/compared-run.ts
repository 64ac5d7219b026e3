import type { Outline, OutlineRow } from '@/lib/trace/outline';
import type { Step } from '../align/step';
import type { EventText } from './event-text';

/** A run as the diff reads it: rows at once, texts for what is looked at. */
export interface ComparedRun {
  outline: Outline;
  textOf: (seq: number) => EventText;
}

/** Characters of one event that are weighed. */
const longestText = 50_000;

/** Neither a model nor a tool said it. */
function isPreamble(row: OutlineRow): boolean {
  switch (row.kind) {
    case 'message':
      return row.role === 'system' || row.role === 'user';
    case 'log':
    case 'span':
    case 'state':
    case 'handoff':
    case 'compaction':
      return true;
    default:
      return false;
  }
}

/** What two models are called says nothing of what they did. */
function nameOf({ kind, role, name, type }: OutlineRow): string {
  if (kind === 'model-call') return kind;
  if (kind === 'message') return role ?? kind;
  return `${kind} ${name ?? type}`;
}

/**
 * The rows as alignment weighs them: by their whole text, up to 50,000 characters, or by the line of the row.
 * @param textFor by the index in `seqs`: `whole`; `line`; `hash`: the line, and that it is not the line of another text
 */
export function stepsOf(
  { outline, textOf }: ComparedRun,
  seqs: readonly number[],
  textFor: (at: number) => 'whole' | 'line' | 'hash',
): Step[] {
  return seqs.flatMap((seq, at) => {
    const row = outline[seq];
    if (!row) return [];
    const wanted = textFor(at);
    const line = wanted === 'hash' ? `${row.summary} ${row.hash}` : row.summary;
    return {
      kind: isPreamble(row) ? 'other' : row.kind,
      name: nameOf(row),
      text: wanted === 'whole' ? textOf(seq).content.slice(0, longestText) : line,
    };
  });
}
