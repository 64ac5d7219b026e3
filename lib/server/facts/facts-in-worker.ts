import { Worker } from 'node:worker_threads';
import { AppError } from '@/lib/errors';
import type { Fact } from '@/lib/replay/facts/fact';
import { workerAnswer } from '@/lib/server/worker-answer';
import type { FactsJob } from './facts-job';

/** A run whose events all change state, with values as large as they come. */
const maxMemoryMb = 2048;

/** In a thread of its own, which ends with the signal. Throws AppError `unprocessable` where memory does not do. */
export async function factsInWorker(job: FactsJob, signal: AbortSignal): Promise<Fact[]> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./facts.worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
  });
  return workerAnswer(worker, signal, tooLarge);
}

const tooLarge = (): AppError =>
  new AppError('unprocessable', 'The facts of this trace need more memory than there is.', {
    hint: 'Ask for those at an earlier event.',
  });
