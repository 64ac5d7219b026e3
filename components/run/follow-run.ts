import type { Run, RunUpdate } from '@/lib/api/run-contract';

interface FollowOptions {
  /** Opens the stream after the newest event that one has. */
  open: (signal: AbortSignal) => Promise<AsyncIterable<RunUpdate>>;
  take: (update: RunUpdate) => void;
  /** Whether the stream is open, and since when it is not. */
  onLink: (open: boolean) => void;
  signal: AbortSignal;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

const over: ReadonlySet<Run['status']> = new Set([
  'done',
  'limit',
  'cancelled',
  'failed',
  'interrupted',
]);

/** A run that nothing more comes of unless somebody lets it go on: its stream has ended. */
export const isOver = ({ status }: Pick<Run, 'status'>): boolean => over.has(status);

/** Somebody or something is at it: it can be cancelled. */
export const isOn = ({ status }: Pick<Run, 'status'>): boolean =>
  status === 'queued' || status === 'running' || status === 'waiting';

/**
 * Of what the stream said last and what an answer to a request says, the newer: an answer may come after the stream
 * has told what followed, and a run that was over would look as if it ran for ever.
 */
export const newerRun = (seen: Run | null, told: Run): Run =>
  seen && (isOver(seen) || told.steps < seen.steps) ? seen : told;

/**
 * Reads a run to its end. A stream that breaks or closes early is opened again after what came last, sooner at
 * first and at most every 5 s. Ends without an error when the run is over, the signal is aborted, or the server
 * does not know the run.
 */
export async function followRun({
  open,
  take,
  onLink,
  signal,
  wait,
}: FollowOptions): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      for await (const update of await open(signal)) {
        if (signal.aborted) return;
        onLink(true);
        failures = 0;
        take(update);
        if (update.type === 'run' && isOver(update.run)) return;
      }
    } catch (error) {
      if (isRefusal(error)) return;
    }
    if (signal.aborted) return;
    onLink(false);
    await wait(Math.min(5000, 250 * 2 ** failures), signal);
  }
}

/** The server answered, and will not answer otherwise. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error &&
  'status' in error &&
  typeof error.status === 'number' &&
  error.status >= 400 &&
  error.status < 500;
