import type { Run } from '@/lib/api/run-contract';
import type { PartialUpdate } from './use-run';

/** The state of a run in a word or two. */
export function runWords(run: Pick<Run, 'status'>, partial: PartialUpdate | null): string {
  switch (run.status) {
    case 'running':
      if (partial === null) return 'running';
      return partial.text === '' && partial.reasoning === '' ? 'calling the model' : 'streaming';
    case 'waiting':
      return 'needs you';
    case 'done':
      return 'done';
    case 'cancelled':
      return 'stopped';
    case 'failed':
      return 'failed';
    case 'interrupted':
      return 'interrupted';
  }
}
