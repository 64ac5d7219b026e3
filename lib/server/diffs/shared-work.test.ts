import { expect, it, vi } from 'vitest';
import { SharedWork } from './shared-work';

/** Work that ends when it is told to. */
function slow() {
  const ends: ((value: { of: number }) => void)[] = [];
  const stopped = vi.fn();
  const make = vi.fn(
    (signal: AbortSignal) =>
      new Promise<{ of: number }>((resolve, reject) => {
        ends.push(resolve);
        signal.addEventListener('abort', () => {
          stopped();
          reject(signal.reason);
        });
      }),
  );
  return { make, ends, stopped };
}

it('makes a result once for all who ask, and keeps it', async () => {
  const work = new SharedWork<{ of: number }>(5, 2);
  const { make, ends } = slow();
  const asked = [work.get('a', undefined, make), work.get('a', undefined, make)];
  await vi.waitFor(() => expect(ends).toHaveLength(1));
  ends[0]?.({ of: 1 });
  expect(await Promise.all(asked)).toEqual([{ of: 1 }, { of: 1 }]);
  expect(await work.get('a', undefined, make)).toEqual({ of: 1 });
  expect(make).toHaveBeenCalledOnce();
});

it('stops when the last who waited has gone, and not before', async () => {
  const work = new SharedWork<{ of: number }>(5, 2);
  const { make, stopped } = slow();
  const [one, two] = [new AbortController(), new AbortController()];
  const first = work.get('a', one.signal, make);
  const second = work.get('a', two.signal, make);
  await vi.waitFor(() => expect(make).toHaveBeenCalledOnce());
  one.abort(new Error('gone'));
  await expect(first).rejects.toThrow('gone');
  expect(stopped).not.toHaveBeenCalled();
  two.abort(new Error('gone, too'));
  await expect(second).rejects.toThrow('gone, too');
  expect(stopped).toHaveBeenCalledOnce();
  // Nothing of it is kept.
  void work.get('a', undefined, make);
  await vi.waitFor(() => expect(make).toHaveBeenCalledTimes(2));
});

it('does so many at once, the others in their turn, and none that nobody waits for', async () => {
  const work = new SharedWork<{ of: number }>(5, 1);
  const { make, ends } = slow();
  const gone = new AbortController();
  const first = work.get('a', undefined, make);
  const second = work.get('b', gone.signal, make);
  const third = work.get('c', undefined, make);
  await vi.waitFor(() => expect(ends).toHaveLength(1));
  gone.abort(new Error('gone'));
  await expect(second).rejects.toThrow('gone');
  ends[0]?.({ of: 1 });
  await first;
  await vi.waitFor(() => expect(ends).toHaveLength(2));
  ends[1]?.({ of: 3 });
  expect(await third).toEqual({ of: 3 });
  expect(make).toHaveBeenCalledTimes(2);
});

it('forgets what failed', async () => {
  const work = new SharedWork<{ of: number }>(5, 1);
  await expect(work.get('a', undefined, () => Promise.reject(new Error('no')))).rejects.toThrow(
    'no',
  );
  expect(await work.get('a', undefined, async () => ({ of: 2 }))).toEqual({ of: 2 });
});

it('keeps no more than there is room for', async () => {
  const room = { size: ({ of }: { of: number }) => of, total: 100 };
  const work = new SharedWork<{ of: number }>(50, 1, room);
  const make = vi.fn(async () => ({ of: 60 }));
  for (const key of ['a', 'b', 'a']) await work.get(key, undefined, make);
  expect(make).toHaveBeenCalledTimes(3);
  await work.get('a', undefined, make);
  expect(make).toHaveBeenCalledTimes(3);
  expect(await work.get('huge', undefined, async () => ({ of: 1000 }))).toEqual({ of: 1000 });
  await work.get('a', undefined, make);
  expect(make).toHaveBeenCalledTimes(3);
});
