import type { LineageNode } from '@/lib/api/trace-contract';
import { editsWords } from '@/lib/trace/fork-edit';

/** Where a branch left its parent and what was changed there; null for a trace of its own. */
export function forkWords({
  fork,
  forkSeq,
}: Pick<LineageNode, 'fork' | 'forkSeq'>): { at: string; edits: string } | null {
  if (fork) return { at: `${fork.side} #${fork.seq}`, edits: editsWords(fork.edits) };
  // A branch that the file itself held: nobody edited anything.
  return forkSeq === null ? null : { at: `after #${forkSeq}`, edits: 'branch in the file' };
}
