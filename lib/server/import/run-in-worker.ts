import { Worker } from 'node:worker_threads';
import { brokenImport, type ImportJob, type ImportMessage } from './import-job';

export interface RunningImport {
  /** Resolves when nothing of it runs any more. */
  ended: Promise<void>;
  stop(): void;
}

/** Starts an import somewhere; its last message is `done`, `choose` or `failed` unless it is stopped. */
export type StartImport = (job: ImportJob, post: (message: ImportMessage) => void) => RunningImport;

/** One value of 100 MB parsed is several times that in objects. */
const maxMemoryMb = 2048;

/** In a thread of its own: parsing would stop all other requests, and running out of memory stays in there. */
export const runInWorker: StartImport = (job, post) => {
  const worker = new Worker(new URL('./import.worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
  });
  let told = false;
  const tell = (message: ImportMessage): void => {
    if (message.type === 'done' || message.type === 'choose' || message.type === 'failed') {
      told = true;
    }
    post(message);
  };
  worker.on('message', tell);
  const ended = new Promise<void>((resolve) => {
    worker.on('error', (error) => {
      if (!told) tell({ type: 'failed', error: failureOf(error), stack: String(error.stack) });
    });
    worker.on('exit', () => resolve());
  });
  return {
    ended,
    stop: () => {
      told = true;
      void worker.terminate();
    },
  };
};

const failureOf = (error: Error) =>
  'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? {
        code: 'unprocessable' as const,
        message: 'Reading this file needs more memory than an import may use.',
        hint: 'Split it into files of one run each, or store the run as JSONL instead of one value.',
      }
    : brokenImport;
