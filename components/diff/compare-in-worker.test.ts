import { afterEach, expect, it, vi } from 'vitest';
import { compareInWorker } from './compare-in-worker';
import { type CompareJob, compareJob } from './compare-job';

const job: CompareJob = { kind: 'json', before: '{"a":1}', after: '{"a":2}' };

function fakeWorker(answers: boolean) {
  const worker = {
    onmessage: null as ((event: MessageEvent) => void) | null,
    onerror: null as ((event: ErrorEvent) => void) | null,
    terminate: vi.fn(),
    postMessage: (asked: CompareJob) => {
      if (answers) worker.onmessage?.(new MessageEvent('message', { data: compareJob(asked) }));
    },
  };
  return worker;
}

afterEach(() => {
  vi.useRealTimers();
});

it('answers and ends the thread', async () => {
  const worker = fakeWorker(true);
  const result = await compareInWorker(job, {
    signal: new AbortController().signal,
    open: () => worker,
  });
  expect(result).toEqual({
    kind: 'json',
    json: {
      changes: [{ kind: 'changed', path: ['a'], before: 1, after: 2 }],
      coarse: false,
    },
  });
  expect(worker.terminate).toHaveBeenCalledOnce();
});

it('gives up at the deadline, when it is called off, and when the thread breaks', async () => {
  vi.useFakeTimers();
  const slow = fakeWorker(false);
  const { signal } = new AbortController();
  const late = compareInWorker(job, { signal, deadline: 50, open: () => slow });
  vi.advanceTimersByTime(60);
  expect(await late).toBeNull();
  expect(slow.terminate).toHaveBeenCalledOnce();

  const called = new AbortController();
  const off = compareInWorker(job, { signal: called.signal, open: () => fakeWorker(false) });
  called.abort();
  expect(await off).toBeNull();

  const broken = fakeWorker(false);
  const failed = compareInWorker(job, { signal, open: () => broken });
  broken.onerror?.(Object.assign(new Event('error')) as ErrorEvent);
  expect(await failed).toBeNull();
});
