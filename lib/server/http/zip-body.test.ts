import { unzipSync } from 'fflate';
import { expect, it, vi } from 'vitest';
import { webBody } from './web-body';
import { type ZipEntry, zipBody } from './zip-body';

const bytesOf = async (entries: ZipEntry[]): Promise<Uint8Array> =>
  new Uint8Array(await new Response(webBody(zipBody(entries))).arrayBuffer());

it('holds its entries', async () => {
  const bytes = await bytesOf([
    { path: 'a/b.txt', pieces: () => ['one', 'two'] },
    { path: '__proto__', pieces: () => [new Uint8Array([1])] },
  ]);
  const files = Object.entries(unzipSync(bytes));
  expect(files.map(([path, { length }]) => [path, length])).toContainEqual(['a/b.txt', 6]);
});

it.each<[string, ZipEntry]>([
  [
    'an entry that fails',
    {
      path: 'a',
      *pieces() {
        yield 'a';
        throw new Error('The row is damaged');
      },
    },
  ],
  ['an entry of another size', { path: 'a', options: { size: 2 }, pieces: () => ['abc'] }],
])('breaks off at %s, and the server lives', async (_, entry) => {
  const complaint = vi.spyOn(console, 'error').mockReturnValue();
  await expect(bytesOf([entry])).rejects.toThrow();
  expect(complaint).toHaveBeenCalledOnce();
});

it('reads no further once nobody takes it any more', async () => {
  let taken = 0;
  const endless = function* (): Generator<Uint8Array> {
    for (;;) {
      taken += 1;
      yield crypto.getRandomValues(new Uint8Array(65_536));
    }
  };
  const reader = webBody(zipBody([{ path: 'a', pieces: endless }])).getReader();
  await reader.read();
  await reader.cancel();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const then = taken;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(taken).toBe(then);
});
