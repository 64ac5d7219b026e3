import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/errors';
import { workerAnswer } from './worker-answer';

const tooLarge = () => new AppError('unprocessable', 'Too large.');
const never = new AbortController().signal;
const thread = (code: string, megabytes = 64): Worker =>
  new Worker(`const { parentPort } = require('node:worker_threads'); ${code}`, {
    eval: true,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });

describe('the answer of a thread', () => {
  it('is what it posts', async () => {
    const worker = thread('parentPort.postMessage({ of: 1 })');
    expect(await workerAnswer(worker, never, tooLarge)).toEqual({ of: 1 });
  });

  it('may be an error, and is never waited for in vain', async () => {
    const failing = thread('throw new RangeError("no")');
    await expect(workerAnswer(failing, never, tooLarge)).rejects.toThrow('no');
    await expect(workerAnswer(thread(''), never, tooLarge)).rejects.toThrow('without an answer');
  });

  it('is too large where memory does not do', async () => {
    const worker = thread('const all = []; for (;;) all.push(Array(1e5).fill(0.5));', 16);
    await expect(workerAnswer(worker, never, tooLarge)).rejects.toMatchObject({
      code: 'unprocessable',
    });
  });

  it('ends with the signal, also with one that came before', async () => {
    for (const early of [true, false]) {
      const stop = new AbortController();
      if (early) stop.abort(new Error('gone'));
      const worker = thread('setInterval(() => {}, 1000)');
      const ended = new Promise((resolve) => worker.on('exit', resolve));
      const answer = workerAnswer(worker, stop.signal, tooLarge);
      if (!early) stop.abort(new Error('gone'));
      await expect(answer).rejects.toThrow('gone');
      await ended;
    }
  });
});
