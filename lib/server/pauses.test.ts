import { expect, it } from 'vitest';
import { pauses } from './pauses';

const busy = (ms: number): void => {
  for (const end = performance.now() + ms; performance.now() < end; );
};

it('lets others have their turn by time, however few the steps are', async () => {
  let others = 0;
  setImmediate(() => {
    others += 1;
  });
  const pause = pauses();
  for (let step = 0; step < 100; step += 1) await pause();
  expect(others).toBe(0);
  busy(30);
  await pause();
  expect(others).toBe(1);
});

it('ends with the signal', async () => {
  const stop = new AbortController();
  const pause = pauses(stop.signal);
  await pause();
  stop.abort(new Error('gone'));
  await expect(pause()).rejects.toThrow('gone');
});
