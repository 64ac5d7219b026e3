import { Worker } from 'node:worker_threads';
import { AppError } from '@/lib/errors';
import { workerAnswer } from '@/lib/server/worker-answer';
import type { LineageDiff } from './compare-lineages';
import type { DiffJob } from './diff-job';

/** Compares somewhere; rejects with the signal's reason when it is aborted. */
export type Compare = (job: DiffJob, signal: AbortSignal) => Promise<LineageDiff>;

/** Two traces of 100,000 events take about 600 MB. */
const maxMemoryMb = 2048;

/** In a thread of its own, which ends with the signal. Throws AppError `unprocessable` where memory does not do. */
export const compareInWorker: Compare = async (job, signal) => {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./diff.worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
  });
  return workerAnswer(worker, signal, tooLarge);
};

const tooLarge = (): AppError =>
  new AppError('unprocessable', 'Comparing these two needs more memory than there is.', {
    hint: 'Compare branches of one trace instead: their shared past costs nothing.',
  });
