import type { Run } from '@/lib/api/run-contract';
import { exactNumber } from '@/lib/view/format-number';
import { statusLook } from './status-look';
import type { PartialUpdate } from './use-run';

type Told = Pick<Run, 'status' | 'activity' | 'pausing' | 'limit'>;

const limitWords = {
  steps: 'step limit reached',
  tokens: 'token limit reached',
  cost: 'cost limit reached',
  time: 'time limit reached',
} as const;

/**
 * The state of a run in a few words.
 * @param now milliseconds since the epoch, for the countdown to a retry
 */
export function runWords(run: Told, partial: PartialUpdate | null, now: number): string {
  if (run.status === 'limit' && run.limit) return limitWords[run.limit];
  if (run.status === 'queued' && run.activity?.type === 'queued')
    return run.activity.ahead === 0 ? 'queued, next' : `queued, ${run.activity.ahead} ahead`;
  if (run.status !== 'running') return statusLook[run.status].word;
  const words = doing(run, partial, now);
  return run.pausing ? `${words}, then pauses` : words;
}

function doing({ activity }: Told, partial: PartialUpdate | null, now: number): string {
  if (activity?.type === 'retrying') {
    const seconds = secondsUntil(activity.at, now);
    const attempt = `attempt ${activity.attempt} of ${activity.of}`;
    return seconds > 0 ? `${attempt} in ${exactNumber(seconds)} s` : `${attempt} now`;
  }
  if (activity?.type === 'tool') return `calling ${activity.tool} by ${activity.executor}`;
  if (partial !== null && (partial.text !== '' || partial.reasoning !== '')) return 'streaming';
  return partial !== null || activity?.type === 'calling' ? 'calling the model' : 'running';
}

/** Whole seconds, never negative: clocks of two machines may differ. */
export const secondsUntil = (at: string, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(at) - now) / 1000));
