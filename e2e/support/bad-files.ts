import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { generateRun } from '@/bench/generate-run';

/** What must come of an odd file: refused with this cause, or opened with this many events and this note. */
export type Fate = { refused: RegExp } | { events: number; unreadable?: number; note?: string };

export interface BadFile {
  name: string;
  bytes: () => string | Uint8Array | ReadableStream;
  fate: Fate;
}

/** A small sound session, one record in each line: what the odd things are done to. */
const session = (): string => generateRun({ events: 11, seed: 7 });
const sessionEvents = 11;

const chat = (...texts: string[]): string =>
  JSON.stringify(
    texts.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content })),
  );

const withExtra = (text: string): string =>
  `[{"role":"user","content":"hi","odd":${text}},{"role":"assistant","content":"hello"}]`;

const torn = new URL('../../lib/formats/fixtures/shipit/overwritten.json', import.meta.url);

/** Never whole in memory on this side. */
function longLine(megabytes: number): ReadableStream {
  const filling = Buffer.alloc(1 << 20, 'x');
  let sent = -1;
  return new ReadableStream({
    pull(controller) {
      if (sent < 0) controller.enqueue(Buffer.from('[{"role":"user","content":"'));
      else if (sent < megabytes) controller.enqueue(filling);
      else {
        controller.enqueue(Buffer.from('"},{"role":"assistant","content":"read"}]'));
        controller.close();
      }
      sent += 1;
    },
  });
}

export const badFiles: readonly BadFile[] = [
  { name: 'empty', bytes: () => '', fate: { refused: /empty/i } },
  { name: 'white space only', bytes: () => ' \r\n\t\n', fate: { refused: /empty/i } },
  {
    name: 'HTML',
    bytes: () => '<!doctype html><title>Sign in</title><script>top.hit = 1</script>',
    fate: { refused: /web page/ },
  },
  {
    name: 'JSON of no known kind that breaks off',
    bytes: () => '{"a": [1, 2',
    fate: { refused: /breaks off/ },
  },
  {
    name: 'a session that breaks off in its last record',
    bytes: () => session().slice(0, -40),
    fate: { events: sessionEvents, unreadable: 1 },
  },
  {
    name: 'a half-overwritten file',
    bytes: () => readFileSync(torn),
    fate: { events: 5, note: 'overwritten' },
  },
  {
    name: 'binary',
    bytes: () => Buffer.from([0, 1, 2, 3, 0, 255, 254, 0]),
    fate: { refused: /binary/ },
  },
  {
    name: 'a byte order mark',
    bytes: () => `\uFEFF${chat('hi', 'hello')}`,
    fate: { events: 2 },
  },
  {
    name: 'line ends of Windows',
    bytes: () => session().replaceAll('\n', '\r\n'),
    fate: { events: sessionEvents },
  },
  {
    name: 'only scalars in its lines',
    bytes: () => '1\n"two"\nnull\n',
    fate: { refused: /does not know|not JSON/ },
  },
  {
    name: 'scalars between its records',
    bytes: () => session().replaceAll('\n', '\n17\n'),
    fate: { events: sessionEvents + 8, unreadable: 8 },
  },
  {
    name: '100 MB in one line',
    bytes: () => longLine(100),
    fate: { events: 2 },
  },
  {
    name: '10,000 levels and nothing else',
    bytes: () => '['.repeat(10_000) + ']'.repeat(10_000),
    fate: { refused: /deep|does not know/ },
  },
  {
    name: '10,000 levels inside a message',
    bytes: () => withExtra('['.repeat(10_000) + ']'.repeat(10_000)),
    fate: { events: 2, unreadable: 1 },
  },
  {
    name: 'keys that reach for the prototype',
    bytes: () =>
      withExtra('{"__proto__":{"hit":1},"constructor":{"prototype":{"hit":1}},"prototype":{}}'),
    fate: { events: 2 },
  },
  {
    name: 'NUL and lone surrogates',
    bytes: () => chat('a\0b', 'one \ud800 and one \udfff'),
    fate: { events: 2 },
  },
  {
    name: 'a raw NUL between its records',
    bytes: () => session().replace('\n', '\n\0\n'),
    fate: { events: sessionEvents + 1, unreadable: 1 },
  },
  {
    name: 'NaN and Infinity',
    bytes: () => withExtra('[NaN, Infinity, -Infinity]'),
    fate: { events: 2 },
  },
  {
    name: 'a gzip bomb',
    bytes: () => gzipSync(Buffer.alloc(128 << 20)),
    fate: { refused: /bomb/ },
  },
  {
    name: 'a zip bomb',
    bytes: () => zipSync({ 'run.jsonl': new Uint8Array(128 << 20) }),
    fate: { refused: /bomb/ },
  },
  {
    name: 'a zip that leads out of its folder',
    bytes: () => zipSync({ '../../../escaped.json': strToU8(chat('hi', 'hello from outside')) }),
    fate: { events: 2, note: 'odd-path' },
  },
  {
    name: 'a gzip that is cut',
    bytes: () => gzipSync(session()).subarray(0, 200),
    fate: { refused: /damaged/ },
  },
];
