import type { CompareJob, CompareResult } from './compare-job';

type CompareWorker = Pick<Worker, 'onmessage' | 'onerror' | 'postMessage' | 'terminate'>;

interface CompareOptions {
  signal: AbortSignal;
  /** Milliseconds that a comparison may take. */
  deadline?: number;
  open?: () => CompareWorker;
}

const openWorker = (): CompareWorker =>
  new Worker(new URL('./compare.worker.ts', import.meta.url), { type: 'module' });

/**
 * Compares long texts or values in a thread of its own, so that the page stays awake. null where it was not done
 * within the deadline (10 s), or could not be. Never rejects.
 */
export function compareInWorker(
  job: CompareJob,
  { signal, deadline = 10_000, open = openWorker }: CompareOptions,
): Promise<CompareResult | null> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(null);
    const worker = open();
    const end = (result: CompareResult | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      worker.terminate();
      resolve(result);
    };
    const giveUp = (): void => end(null);
    const timer = setTimeout(giveUp, deadline);
    signal.addEventListener('abort', giveUp);
    worker.onmessage = ({ data }: MessageEvent<CompareResult>) => end(data);
    worker.onerror = giveUp;
    worker.postMessage(job);
  });
}
