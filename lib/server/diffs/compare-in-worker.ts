import { Worker } from 'node:worker_threads';
import { AppError } from '@/lib/errors';
import type { LineageDiff } from './compare-lineages';
import type { DiffJob } from './diff-job';

/** Compares somewhere; rejects with the signal's reason when it is aborted. */
export type Compare = (job: DiffJob, signal: AbortSignal) => Promise<LineageDiff>;

/** Two traces of 100,000 events take about 600 MB. */
const maxMemoryMb = 2048;

/** In a thread of its own, which ends with the signal. Throws AppError `unprocessable` where memory does not do. */
export const compareInWorker: Compare = (job, signal) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = new Worker(new URL('./diff.worker.ts', import.meta.url), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
    });
    const stop = (): void => {
      reject(signal.reason);
      void worker.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    // It posts once, what compareLineages gives.
    worker.on('message', (diff: LineageDiff) => resolve(diff));
    worker.on('error', (error) => reject(failureOf(error)));
    worker.on('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error('The comparison ended without a result'));
    });
  });

const failureOf = (error: Error): Error =>
  'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new AppError('unprocessable', 'Comparing these two needs more memory than there is.', {
        hint: 'Compare branches of one trace instead: their shared past costs nothing.',
      })
    : error;
