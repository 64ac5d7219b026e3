import { Worker } from 'node:worker_threads';
import type { SearchAnswer } from '@/lib/api/search-contract';
import { AppError } from '@/lib/errors';
import type { SearchIndex, SearchWish } from './search-index';
import type { SearchJob, SearchReply, SearchRequest } from './search-job';

/** Indexing holds one batch of texts; a value of 100 MB is read whole before it is cut. */
const maxMemoryMb = 1024;

interface Waiting {
  resolve: (answer: SearchAnswer | null) => void;
  reject: (error: Error) => void;
}

type Request = { type: 'find'; wish: SearchWish } | { type: 'catch-up' };

/**
 * The index in a thread of its own, where neither indexing nor a question of many hits stops other requests. It
 * starts with the first question or `catchUp`, and again after it broke.
 */
export class SearchInThread implements SearchIndex {
  #worker: Worker | null = null;
  #last = 0;
  readonly #waiting = new Map<number, Waiting>();

  constructor(private readonly job: SearchJob) {}

  async find(wish: SearchWish): Promise<SearchAnswer> {
    const answer = await this.#ask({ type: 'find', wish });
    if (!answer) throw new Error('The search thread answered without an answer');
    return answer;
  }

  async catchUp(): Promise<void> {
    await this.#ask({ type: 'catch-up' });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask(request: Request): Promise<SearchAnswer | null> {
    return new Promise((resolve, reject) => {
      this.#last += 1;
      const id = this.#last;
      this.#waiting.set(id, { resolve, reject });
      this.#worker ??= this.#start();
      const message: SearchRequest = { id, ...request };
      this.#worker.postMessage(message);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./search.worker.ts', import.meta.url), {
      workerData: this.job,
      resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
    });
    // The index can be caught up at any time: it keeps no process alive.
    worker.unref();
    worker.on('message', (reply: SearchReply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (reply.type === 'answer') waiting?.resolve(reply.answer);
      else waiting?.reject(new Error(reply.message));
    });
    worker.on('error', (error) => console.error('The search thread broke.', error));
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null;
      for (const { reject } of this.#waiting.values()) reject(ended());
      this.#waiting.clear();
    });
    return worker;
  }
}

const ended = (): AppError =>
  new AppError('busy', 'The search was cut off.', { hint: 'Search again.' });
