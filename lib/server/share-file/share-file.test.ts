import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SharedMatter, type ShareTarget, sharedMatterSchema } from '@/lib/api/share-contract';
import { sqliteBulkWriter } from '@/lib/db/sqlite-bulk-writer';
import { storedTraceSink } from '@/lib/db/stored-trace-sink';
import { formats } from '@/lib/formats';
import { runImport } from '@/lib/server/import/run-import';
import { newId } from '@/lib/server/new-id';
import { sha256 } from '@/lib/server/sha256';
import { pinReviewed, reviewMatter } from '@/lib/server/shares/review-matter';
import { SharedReader } from '@/lib/server/shares/shared-reader';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { anySteps, build } from '@/lib/trace/any-trace.testing';
import { TraceBuilder } from '@/lib/trace/builder';
import { dangers, readMarkup } from '@/lib/view/html/read-markup.testing';
import { answerShareFile } from './answer-share-file';
import { shareFile } from './share-file';

let app: TestApp;
let chat: string;
let good: string;
let bad: string;
let hostile: string;

const sample = (name: string) => readFileSync(new URL(`../../samples/${name}`, import.meta.url));

beforeAll(async () => {
  app = openTestApp((job, post) => ({
    ...{ ended: runImport(job, formats, post), stop: () => undefined },
  }));
  const imported = async (body: string | Uint8Array<ArrayBuffer>) =>
    (await app.upload(body)).traces[0]?.id ?? '';
  chat = await imported(agentChat(6));
  good = await imported(sample('refund-good.otlp.json'));
  bad = await imported(sample('refund-bad.otlp.json'));
  hostile = await imported(sample('hostile.json'));
}, 60_000);
afterAll(() => app.close());

/** An OpenAI message array with so many calls of a tool. */
const agentChat = (calls: number): string =>
  JSON.stringify([
    { role: 'system', content: 'You count.' },
    { role: 'user', content: 'Count, please.' },
    ...Array.from({ length: calls }, (_, at) => [
      {
        ...{ role: 'assistant', content: `I ask for number ${at} ${'.'.repeat(200)}` },
        tool_calls: [
          {
            ...{ id: `c${at}`, type: 'function' },
            function: { name: 'count', arguments: `{"at":${at}}` },
          },
        ],
      },
      { role: 'tool', tool_call_id: `c${at}`, content: `The answer is <b>${at}</b> SECRET-${at}` },
    ]).flat(),
    { role: 'assistant', content: 'Counted.' },
  ]);

type Wish = Partial<SharedMatter['include']>;

async function answer(
  target: ShareTarget,
  include: Wish = {},
  texts: string[] = [],
): Promise<Response> {
  const matter = sharedMatterSchema.parse({ target, include, mask: { texts } });
  const { reviewed } = await reviewMatter(app, matter);
  return asked({ ...matter, reviewed });
}

const asked = (body: unknown): Promise<Response> =>
  answerShareFile(app, new Request('http://x/', { method: 'POST', body: JSON.stringify(body) }));

const file = async (...wish: Parameters<typeof answer>): Promise<string> =>
  (await answer(...wish)).text();

/** Whatever stands in the file as words. */
const wordsOf = (text: string): string =>
  text.replace(/<style>.*<\/style>/s, '').replace(/<[^>]*>/g, '');

const times = (text: string, piece: string): number => text.split(piece).length - 1;

describe('a file of what is shared', () => {
  it('is a document of ours alone, whatever it holds', async () => {
    const branch = await forkTrace(app.store, {
      ...{ id: chat, seq: 3, side: 'after' as const },
      edits: [{ type: 'append-user', text: '<script>x</script>' }],
    });
    const child = await forkTrace(app.store, {
      ...{ id: branch.id, seq: 4, side: 'after' as const, edits: [] },
    });
    const targets: ShareTarget[] = [
      { kind: 'trace', traceId: hostile, view: 'e=3' },
      { kind: 'moment', traceId: hostile, seq: 4 },
      { kind: 'diff', a: good, b: bad, view: 'at=13-16&open=0-0&ignore=ids' },
      { kind: 'diff', a: hostile, b: chat },
      { kind: 'diff', a: chat, b: child.id },
      { kind: 'diff', a: chat, b: chat },
      { kind: 'tree', root: chat },
    ];
    for (const target of targets) {
      const text = await file(target, { raw: true, media: true });
      expect(dangers(readMarkup(text))).toEqual([]);
    }
  });

  it('allows its own style and nothing else', async () => {
    const text = await file({ kind: 'trace', traceId: chat });
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(text) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text) ?? [];
    expect(policy).toBe(
      `default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;`,
    );
    expect(text.indexOf('Content-Security-Policy')).toBeLessThan(200);
    expect(text).toContain('<meta name="robots" content="noindex,nofollow">');
    expect(text).toContain('<meta name="referrer" content="no-referrer">');
  });

  it('is a download with a name that every system bears', async () => {
    const response = await answer({ kind: 'diff', a: good, b: bad });
    await response.body?.cancel();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[\x20-\x7e]+\.html"; filename\*=UTF-8''/,
    );
  });

  it('shows every event of a trace, opens the one that was shared, says what was seen there', async () => {
    const text = await file({ kind: 'trace', traceId: chat, view: 'e=4' });
    for (let seq = 0; seq < 6; seq += 1) expect(text).toContain(`<li id="a-e${seq}"`);
    expect(text).toMatch(/<li id="a-e4" class="shared"><details open>/);
    expect(times(text, '<details open>')).toBe(2);
    expect(wordsOf(text)).toContain('Go to the shared row, #4');
    expect(wordsOf(text)).toMatch(/(What the model saw at|The conversation after) #4/);
    expect(wordsOf(text)).toContain('The answer is &lt;b&gt;1&lt;/b&gt;');
  });

  it('grows with the events, not with what each of them saw', async () => {
    const sizes: number[] = [];
    for (const calls of [150, 300]) {
      const { traces } = await app.upload(agentChat(calls));
      const text = await file({ kind: 'trace', traceId: traces[0]?.id ?? '' });
      sizes.push(text.length);
      // In its row and in its body.
      expect(times(text, 'number 77 .')).toBe(2);
    }
    expect((sizes[1] ?? 0) / (sizes[0] ?? 1)).toBeLessThan(2.2);
  });

  it('of a moment holds nothing that came later', async () => {
    const text = await file({ kind: 'moment', traceId: chat, seq: 4 });
    expect(text).toContain('SECRET-0');
    expect(text).not.toContain('SECRET-1');
    expect(text).toMatch(/<li id="a-e4" class="shared"/);
    expect(text).not.toContain('id="a-e5"');
  });

  it('leaves out what is not included and masks what is to be masked', async () => {
    const text = await file({ kind: 'trace', traceId: chat }, {}, ['SECRET-2']);
    expect(text).not.toContain('SECRET-2');
    expect(text).toContain('SECRET-3');
    expect(text).toContain('••••');
    expect(wordsOf(text)).toContain('Masked with bullets: 1 value');
    const without = await file({ kind: 'trace', traceId: chat }, { toolResults: false });
    expect(without).not.toContain('SECRET');
    expect(wordsOf(without)).toContain('Left out: records as uploaded, tool results, media.');
    expect(wordsOf(text)).not.toContain('as uploaded</');
    const { traces } = await app.upload(agentChat(5));
    const target = { kind: 'trace' as const, traceId: traces[0]?.id ?? '' };
    const raw = await file(target, { raw: true, media: true }, ['SECRET-2']);
    expect(wordsOf(raw)).toMatch(/\d records? as uploaded/);
    expect(raw).not.toContain('SECRET-2');
  });

  it('of a diff says the verdict, marks the shared row and tells every difference by words', async () => {
    const text = await file({ kind: 'diff', a: good, b: bad });
    expect(wordsOf(text)).toContain('Diverged at A #13 / B #16');
    expect(wordsOf(text)).toMatch(/Confidence0\.\d\d/);
    expect(text).toMatch(/<li id="r-13-16" class="pair-row changed parting shared"><details open>/);
    expect(text).toContain('<ins><span class="sr">added: </span>');
    for (const word of ['changed', 'only A', 'only B', 'same', 'fork'])
      expect(text).toContain(` ${word}</span>`);
    expect(wordsOf(text)).toContain('Change 1 of 3');
    // Every event of both has its place.
    for (let seq = 0; seq < 21; seq += 1) expect(text).toContain(`id="a-e${seq}"`);
    for (let seq = 0; seq < 24; seq += 1) expect(text).toContain(`id="b-e${seq}"`);
  });

  it('opens the row of a diff that was shared and the fold around it', async () => {
    const folded = await file({ kind: 'diff', a: good, b: bad, view: 'at=1-1' });
    expect(folded).toMatch(/<li class="fold"><details open>/);
    expect(folded).toMatch(/<li id="r-1-1" class="pair-row same shared">/);
    const open = await file({ kind: 'diff', a: good, b: bad, view: 'open=0-0' });
    expect(wordsOf(open)).not.toContain('4 equal events');
  });

  it('of a tree shows each event once, and every branch beside its parent', async () => {
    const branch = await forkTrace(app.store, {
      ...{ id: hostile, seq: 2, side: 'after' as const },
      edits: [{ type: 'append-user', text: 'mine' }],
    });
    await forkTrace(app.store, { id: branch.id, seq: 3, side: 'after', edits: [] });
    const text = await file({ kind: 'tree', root: hostile });
    expect(times(text, 'id="t0-e0"')).toBe(1);
    expect(text).not.toContain('id="t1-e0"');
    expect(text).toContain('<li id="t1-e3"');
    expect(wordsOf(text)).toContain('forked after #2: user message added');
    expect(wordsOf(text)).toContain('Its first 3 events it shares');
    expect(times(wordsOf(text), 'Beside its parent')).toBe(2);
  });

  it('is refused where it is not what was looked through, or no request at all', async () => {
    const matter = sharedMatterSchema.parse({ target: { kind: 'trace', traceId: chat } });
    await expect(asked({ ...matter, reviewed: 'x' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(asked(matter)).rejects.toMatchObject({ code: 'bad_request' });
    await expect(asked(null)).rejects.toMatchObject({ code: 'bad_request' });
    const gone = { ...matter, target: { kind: 'trace', traceId: newId() }, reviewed: 'x' };
    await expect(asked(gone)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is made only as fast as it is read, and no further than that', async () => {
    const { traces } = await app.upload(agentChat(400));
    const target = { kind: 'trace' as const, traceId: traces[0]?.id ?? '' };
    const matter = sharedMatterSchema.parse({ target });
    const { reviewed } = await reviewMatter(app, matter);
    const reader = new SharedReader(app.store, await pinReviewed(app, matter, reviewed));
    let read = 0;
    const event = reader.event.bind(reader);
    reader.event = (side, seq) => {
      read += 1;
      return event(side, seq);
    };
    const pieces = shareFile(app, reader);
    for (let at = 0; at < 20; at += 1) await pieces.next();
    expect(read).toBeLessThan(20);
    await pieces.return(undefined);
    expect((await pieces.next()).done).toBe(true);
    expect(read).toBeLessThan(20);
  });
});

describe('a file of any trace', () => {
  /** A trace of the database, and its id. */
  const stored = (add: (builder: TraceBuilder) => void): string => {
    const id = newId();
    const writer = sqliteBulkWriter(app.store.raw, { now: () => new Date(), whole: true });
    writer.trace({
      ...{ id, uploadId: null, partKey: 'x', name: '<b>"n"', format: 'talk', parentId: null },
      ...{ forkSeq: null, poolBase: 0, fork: null },
    });
    const builder = new TraceBuilder(sha256, storedTraceSink(writer, id));
    add(builder);
    builder.finish({ name: '<b>"n"', format: 'talk', outcome: 'ok', timeQuality: 'none' });
    writer.ready([id]);
    writer.flush();
    return id;
  };

  it('is well formed, leads nowhere else, and tells the same each time', async () => {
    await fc.assert(
      fc.asyncProperty(anySteps, anySteps, async (left, right) => {
        const [a, b] = [left, right].map((steps) => stored((builder) => build(builder, steps)));
        if (a === undefined || b === undefined) return;
        for (const target of [
          { kind: 'trace' as const, traceId: a, view: 'e=1' },
          { kind: 'diff' as const, a, b },
        ]) {
          const text = await file(target);
          expect(dangers(readMarkup(text))).toEqual([]);
          expect(await file(target)).toBe(text);
        }
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it('draws images that came along and are included, no other media', async () => {
    const png = Buffer.from('89504e470d0a1a0a00', 'hex');
    const id = stored((builder) => {
      builder.add({
        ...{ kind: 'message', type: 'user', role: 'user', lane: 'main', records: [] },
        conversation: builder.root,
        says: [
          {
            role: 'user',
            parts: ['image/png', 'image/svg+xml'].map((mediaType) => ({
              ...{ type: 'media' as const, mediaType, url: 'https://evil.example/x' },
              blob: builder.blob(Buffer.concat([png, Buffer.from(mediaType)]), mediaType),
            })),
          },
        ],
      });
    });
    const text = await file({ kind: 'trace', traceId: id }, { media: true });
    expect(times(text, '<img src="data:image/png;base64,')).toBe(1);
    expect(times(text, '<img')).toBe(1);
    expect(wordsOf(text)).toContain('image/svg+xml');
    expect(dangers(readMarkup(text))).toEqual([]);
    expect(await file({ kind: 'trace', traceId: id })).not.toContain('<img');
  });
});
