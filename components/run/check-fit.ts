import type { Json } from '@/lib/trace/json';
import type { SchemaFit } from './schema-fit';

type FitWorker = Pick<Worker, 'onmessage' | 'onerror' | 'postMessage' | 'terminate'>;

interface CheckOptions {
  signal: AbortSignal;
  /** Milliseconds that a check may take. */
  deadline?: number;
  open?: () => FitWorker;
}

const openWorker = (): FitWorker =>
  new Worker(new URL('./schema-fit.worker.ts', import.meta.url), { type: 'module' });

/**
 * Whether a value fits a schema, asked in a thread of its own: both come out of a trace, and one pattern can take
 * longer than anybody lives. What is not told within the deadline (2 s) is told as unknown. Never rejects.
 */
export function checkFit(
  schema: Json,
  value: Json,
  { signal, deadline = 2000, open = openWorker }: CheckOptions,
): Promise<SchemaFit> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ problems: null });
    const worker = open();
    const end = (fit: SchemaFit): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      worker.terminate();
      resolve(fit);
    };
    const giveUp = (): void => end({ problems: null });
    const timer = setTimeout(giveUp, deadline);
    signal.addEventListener('abort', giveUp);
    worker.onmessage = ({ data }: MessageEvent<SchemaFit>) => end(data);
    worker.onerror = giveUp;
    worker.postMessage({ schema, value });
  });
}
