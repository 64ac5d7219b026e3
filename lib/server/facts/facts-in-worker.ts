import { Worker } from 'node:worker_threads';
import type { Fact } from '@/lib/replay/facts/fact';
import type { FactsJob } from './facts-job';

/** A run whose events all change state, with values as large as they come. */
const maxMemoryMb = 2048;

/** In a thread of its own, which ends with the signal. */
export const factsInWorker = (job: FactsJob, signal: AbortSignal): Promise<Fact[]> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = new Worker(new URL('./facts.worker.ts', import.meta.url), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
    });
    const stop = (): void => {
      reject(signal.reason);
      void worker.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    // It posts once, what factsAt gives.
    worker.on('message', (facts: Fact[]) => resolve(facts));
    worker.on('error', reject);
    worker.on('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error('Reading the facts ended without a result'));
    });
  });
