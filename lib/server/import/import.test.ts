import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readEvent } from '@/lib/db/read-event';
import { readMessages } from '@/lib/db/read-messages';
import { readOutline } from '@/lib/db/read-outline';
import { readNotes } from '@/lib/db/read-parts';
import { readUploadBytes } from '@/lib/db/upload-bytes';
import { isAppError } from '@/lib/errors';
import { formats } from '@/lib/formats/index';
import { jsonLines, openTestApp, type TestApp } from '@/lib/server/test-app';
import { talk } from '@/lib/server/test-format';
import { headerOf } from '@/lib/server/traces/export-trace';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { getTrace } from '@/lib/server/traces/get-trace';
import { brokenInvariants } from '@/lib/trace/invariants';
import { runImport } from './run-import';
import type { StartImport } from './run-in-worker';
import { uploadRequest, uploadTrace } from './upload-trace';

const lines = [
  { talk: 'user', text: 'hello' },
  { talk: 'assistant', text: 'hi' },
  { nothing: 1 },
  { talk: 'user', text: 'bye' },
];

/** Is stopped before it does anything. */
const never: StartImport = () => ({ ended: Promise.resolve(), stop: () => undefined });

let app: TestApp;
beforeEach(() => {
  app = openTestApp();
});
afterEach(() => app.close());

const counts = ({ store } = app) =>
  Object.fromEntries(
    ['Upload', 'UploadChunk', 'Trace', 'Event', 'Message', 'Setup', 'Note'].map((table) => [
      table,
      store.raw.prepare(`SELECT count(*) FROM "${table}"`).pluck().get(),
    ]),
  );
const nothing = {
  ...{ Upload: 0, UploadChunk: 0, Trace: 0, Event: 0, Message: 0, Setup: 0, Note: 0 },
};
const spooledFiles = () =>
  existsSync(app.imports.spoolFolder) ? readdirSync(app.imports.spoolFolder) : [];

async function failure(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isAppError(error)) throw error ?? new Error('it did not fail');
  return error;
}

describe('an upload', () => {
  it('becomes a trace that keeps what was said', async () => {
    const state = await app.upload(jsonLines(lines));
    expect(state).toMatchObject({ phase: 'done', events: 4, format: { id: 'talk' } });
    const [trace] = state.traces;
    const id = trace?.id ?? '';
    const lineage = findLineage(app.store, id);
    const outline = readOutline(app.store, lineage);
    expect(brokenInvariants(headerOf(await findTrace(app.store, id)), outline)).toEqual([]);
    expect(outline.map(({ kind }) => kind)).toEqual([
      ...['message', 'model-call', 'unreadable', 'message'],
    ]);
    expect([...readMessages(app.store.raw, lineage)].map((row) => row.message.parts[0])).toEqual([
      ...['hello', 'hi', 'bye'].map((text) => ({ type: 'text', text })),
    ]);
    const detail = await getTrace(app.store, id);
    expect(detail.report).toEqual({
      ...{ confidence: 'certain', records: 4, keptRaw: 1 },
      missing: ['system prompt', 'tool schemas', 'timestamps', 'token counts'],
    });
    expect(detail.upload).toMatchObject({ name: 'talk.jsonl', files: [{ path: 'talk.jsonl' }] });
    expect(spooledFiles()).toEqual([]);
  });

  it('keeps odd text exactly: NUL, lone surrogates, __proto__', async () => {
    const odd = 'a\0b\ud800c';
    const extra = JSON.parse('{"__proto__": {"polluted": "\\ud800"}}');
    const id = await app.import([{ talk: odd, text: odd, extra }]);
    const lineage = findLineage(app.store, id);
    const event = readEvent(app.store.raw, lineage, 0);
    expect(event).toMatchObject({ type: odd });
    expect(event?.summary).toContain('a\0b\ud800c');
    const [row] = readOutline(app.store, lineage);
    expect(row).toMatchObject({ type: odd, summary: event?.summary });
    const [message] = [...readMessages(app.store.raw, lineage)];
    expect(JSON.stringify(message?.message)).toContain('"__proto__":{"polluted":"\\ud800"}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('of several megabytes is kept byte by byte', async () => {
    const text = randomBytes(1_500_000).toString('hex');
    const body = jsonLines([{ talk: 'user', text }]);
    const { traces } = await app.upload(body);
    const { upload } = await getTrace(app.store, traces[0]?.id ?? '');
    const kept = Buffer.concat([...readUploadBytes(app.store.raw, upload?.id ?? '')]);
    expect(kept.equals(Buffer.from(body))).toBe(true);
    const part = Buffer.concat([
      ...readUploadBytes(app.store.raw, upload?.id ?? '', 1_048_570, 2_097_160),
    ]);
    expect(part.toString()).toBe(body.slice(1_048_570, 2_097_160));
  });

  it('of the same bytes again is a duplicate, until its traces are deleted', async () => {
    const first = await app.upload(jsonLines(lines));
    const again = await app.upload(jsonLines(lines));
    expect(again).toMatchObject({ phase: 'duplicate', traces: first.traces });
    expect(counts().Trace).toBe(1);
    const id = first.traces[0]?.id ?? '';
    await app.store.prisma.trace.update({ where: { id }, data: { deletedAt: new Date() } });
    const third = await app.upload(jsonLines(lines));
    expect(third.phase).toBe('done');
    expect(counts()).toMatchObject({ Trace: 2, Upload: 1, UploadChunk: 1 });
  });

  it('sent twice at once is imported once', async () => {
    const both = await Promise.all([app.upload(jsonLines(lines)), app.upload(jsonLines(lines))]);
    expect(both.map(({ phase }) => phase).sort()).toEqual(['done', 'duplicate']);
  });

  it('may be packed or a form of several files', async () => {
    const bytes = Buffer.from(jsonLines(lines));
    const zip = zipSync({ 'a/one.jsonl': bytes, '__MACOSX/._one.jsonl': Buffer.from('x') });
    const zipped = await app.upload(Buffer.from(zip));
    expect(zipped).toMatchObject({ phase: 'done', traces: [{}] });
    expect((await app.upload(gzipSync(bytes))).phase).toBe('done');
    const form = new FormData();
    form.append('files', new Blob([jsonLines([{ talk: 'user', text: '2', trace: 'b' }])]), 'run/b');
    form.append('files', new Blob([jsonLines([{ talk: 'user', text: '1', trace: 'a' }])]), 'run/a');
    const folder = await app.upload(form);
    expect(folder.parts.map(({ key }) => key)).toEqual(['a', 'b']);
    const detail = await getTrace(app.store, folder.traces[0]?.id ?? '');
    expect(detail.upload?.files.map(({ path }) => path)).toEqual(['run/a', 'run/b']);
  });

  it('with several traces can ask which', async () => {
    const several = jsonLines([
      { talk: 'user', text: '1', trace: 'a' },
      { talk: 'user', text: '2', trace: 'b' },
    ]);
    const asked = await app.upload(several, 'choose=1');
    expect(asked).toMatchObject({ phase: 'choose', traces: [] });
    expect(counts()).toEqual(nothing);
    app.imports.choose(asked.id, ['b']);
    const done = await app.imports.settled(asked.id);
    expect(done).toMatchObject({ phase: 'done', traces: [{ name: 'Talk b' }] });
    expect(done.parts.map(({ traceId }) => traceId !== null)).toEqual([false, true]);
    expect(spooledFiles()).toEqual([]);
  });

  it('waiting for a choice can be cancelled', async () => {
    const several = jsonLines([
      { talk: 'user', text: '1', trace: 'a' },
      { talk: 'user', text: '2', trace: 'b' },
    ]);
    const { id } = await app.upload(several, 'choose=1');
    expect(await app.imports.cancel(id)).toMatchObject({ phase: 'cancelled' });
    expect(spooledFiles()).toEqual([]);
    expect(counts()).toEqual(nothing);
  });

  it('cancelled before its import has begun begins none', async () => {
    const start = vi.fn(never);
    const late = openTestApp(start);
    try {
      const { id } = await late.upload(jsonLines(lines), 'wait=0');
      expect(await late.imports.cancel(id)).toMatchObject({ phase: 'cancelled' });
      expect(start).not.toHaveBeenCalled();
      expect(counts(late)).toEqual(nothing);
    } finally {
      await late.close();
    }
  });

  it('cancelled at its very end leaves nothing, and of its upload what was there before', async () => {
    let id = '';
    let cancelling = false;
    const late = openTestApp((job, post) => ({
      ended: runImport(job, [talk], (message) => {
        if (cancelling && message.type === 'done') void late.imports.cancel(id);
        post(message);
      }),
      stop: () => undefined,
    }));
    try {
      const before = await late.import(lines);
      const { uploadId } = await findTrace(late.store, before);
      const kept = counts(late);
      cancelling = true;
      id = late.imports.again({ id: uploadId ?? '', name: 'again' }, null);
      expect(await late.imports.settled(id)).toMatchObject({ phase: 'cancelled', traces: [] });
      expect(counts(late)).toEqual(kept);
      id = (await late.upload(jsonLines([{ talk: 'user', text: 'new' }]), 'wait=0')).id;
      expect(await late.imports.settled(id)).toMatchObject({ phase: 'cancelled' });
      expect(counts(late)).toEqual(kept);
    } finally {
      await late.close();
    }
  });

  it('with a name that leads out of its folder keeps the name as data', async () => {
    const zip = zipSync({ '../../etc/cron.d/x': Buffer.from(jsonLines(lines)) });
    const { traces } = await app.upload(Buffer.from(zip));
    const id = traces[0]?.id ?? '';
    const detail = await getTrace(app.store, id);
    expect(detail.upload?.files).toEqual([{ path: 'etc/cron.d/x', size: expect.any(Number) }]);
    const { items } = readNotes(app.store.raw, findLineage(app.store, id), 0, 10);
    expect(items.map(({ code }) => code)).toContain('odd-path');
  });
});

describe('bad input', () => {
  const bomb = gzipSync(Buffer.alloc(80 << 20));
  const encrypted = () => {
    const zip = Buffer.from(zipSync({ 'a.jsonl': Buffer.from('{}') }));
    // The bit that says so, in the local header and in the directory.
    zip.writeUInt16LE(zip.readUInt16LE(6) | 1, 6);
    const directory = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip.writeUInt16LE(zip.readUInt16LE(directory + 8) | 1, directory + 8);
    return zip;
  };
  const table: [string, () => BodyInit, RegExp][] = [
    ['empty', () => '', /empty/i],
    ['HTML', () => '<!doctype html><title>Sign in</title>', /web page/],
    ['truncated JSON', () => '{"a": [1, 2', /breaks off/],
    ['binary', () => Buffer.from([0, 1, 2, 3, 0, 255]), /binary/],
    ['scalar lines', () => '1\n2\n3\n', /not JSON|does not know/],
    ['10,000 levels', () => '['.repeat(10_000) + ']'.repeat(10_000), /deep|does not know/],
    ['one long line', () => JSON.stringify({ a: 'x'.repeat(8 << 20) }), /does not know/],
    ['a bomb', () => bomb, /bomb/],
    ['an encrypted zip', encrypted, /encrypted/],
    ['a damaged gzip', () => gzipSync('{}').subarray(0, 12), /damaged/],
    ['a damaged zip', () => Buffer.from('PK\u0003\u0004 and then nothing'), /damaged/],
  ];

  it.each(table)('%s is refused with its cause and a next step', async (_name, body, cause) => {
    const error = await failure(app.upload(body()));
    expect(error.message).toMatch(cause);
    expect(error.hint).toBeTruthy();
    expect(counts()).toEqual(nothing);
    expect(spooledFiles()).toEqual([]);
  });

  it('too large is refused, with how to raise the limit', async () => {
    const small = openTestApp(undefined, 1000);
    try {
      const error = await failure(small.upload('x'.repeat(2000)));
      expect(error).toMatchObject({ code: 'too_large', hint: expect.stringMatching(/RETAKE_MAX/) });
      expect(readdirSync(small.imports.spoolFolder)).toEqual([]);
    } finally {
      await small.close();
    }
  });

  it('shorter than its Content-Length is refused', async () => {
    const body = jsonLines(lines);
    const error = await failure(
      app.upload(body, '', { 'content-length': String(body.length + 10) }),
    );
    expect(error.message).toMatch(/broke off/);
    expect(counts()).toEqual(nothing);
    expect(spooledFiles()).toEqual([]);
  });

  it('a form that breaks off is refused, and its file does not stay', async () => {
    const head = '--b\r\ncontent-disposition: form-data; name="f"; filename="a.jsonl"\r\n\r\n';
    let pulls = 0;
    const body = new ReadableStream({
      pull(controller) {
        pulls += 1;
        if (pulls === 1) controller.enqueue(new TextEncoder().encode(`${head}${jsonLines(lines)}`));
        else controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
      },
    });
    const url = new URL('http://127.0.0.1/api/traces?name=a');
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    // The types of the browser do not know `duplex`, which Node asks for with a stream.
    const streaming = { duplex: 'half' };
    const request = new Request(url, { method: 'POST', body, headers, ...streaming });
    const error = await failure(uploadTrace(app, request, uploadRequest(url)));
    expect(error.message).toMatch(/broke off/);
    expect(spooledFiles()).toEqual([]);
  });

  it('a form without its end is refused, and the process lives', async () => {
    const head = '--b\r\ncontent-disposition: form-data; name="f"; filename="a.jsonl"\r\n\r\n';
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const error = await failure(app.upload(`${head}${jsonLines(lines)}`, '', headers));
    expect(error.message).toMatch(/breaks off/);
    expect(spooledFiles()).toEqual([]);
  });

  it.each([
    ['{"resourceSpans":[]}', /^This is OpenTelemetry .*no trace in it/],
    ['{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0af7', /^This is OpenTelemetry .*off/],
  ])('%s is recognised, and holds nothing', async (body, cause) => {
    const all = openTestApp((job, post) => ({
      ended: runImport(job, formats, post),
      stop: () => undefined,
    }));
    try {
      const error = await failure(all.upload(body));
      expect(error.message).toMatch(cause);
      expect(error.hint).toBeTruthy();
      expect(counts(all)).toEqual(nothing);
    } finally {
      await all.close();
    }
  });

  it('of an unknown format names the known ones', async () => {
    const error = await failure(app.upload(jsonLines(lines), 'format=nope'));
    expect(error).toMatchObject({ code: 'bad_request', hint: expect.stringContaining('talk') });
  });

  it('that breaks an importer leaves nothing', async () => {
    const log = console.error;
    console.error = () => undefined;
    try {
      const body = jsonLines([...lines, { talk: 'crash' }]);
      await expect(app.upload(body)).rejects.toThrow('failed on our side');
    } finally {
      console.error = log;
    }
    expect(counts()).toEqual(nothing);
  });
});
