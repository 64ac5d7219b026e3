import type { Worker } from 'node:worker_threads';
import type { AppError } from '@/lib/errors';

/**
 * What a thread posts, once, before it ends. It is ended with the signal, and rejects with its reason; with
 * `tooLarge` where its memory does not do, and with what it throws otherwise.
 */
export const workerAnswer = <Answer>(
  worker: Worker,
  signal: AbortSignal,
  tooLarge: () => AppError,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason);
      void worker.terminate();
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (answer: Answer) => resolve(answer));
    worker.on('error', (error) => reject(isOutOfMemory(error) ? tooLarge() : error));
    worker.on('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error('The thread ended without an answer'));
    });
  });

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
