import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShareInclude } from '@/lib/api/share-contract';
import { sqliteBulkWriter } from '@/lib/db/sqlite-bulk-writer';
import { storedTraceSink } from '@/lib/db/stored-trace-sink';
import { newId } from '@/lib/server/new-id';
import { sha256 } from '@/lib/server/sha256';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { anySteps, build, type Step } from '@/lib/trace/any-trace.testing';
import { TraceBuilder } from '@/lib/trace/builder';
import { eventSchema } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import { messageSchema, type Part } from '@/lib/trace/message';
import { outlineRowSchema } from '@/lib/trace/outline';
import { setupSchema } from '@/lib/trace/setup';
import { leftOut } from './leaving';
import { maskPins, pinUnmasked } from './pin-matter';
import { SharedReader } from './shared-reader';

let app: TestApp;
beforeAll(() => {
  app = openTestApp();
});
afterAll(() => app.close());

type Add = (builder: TraceBuilder) => void;

/** A real trace of the database, and its id. */
function stored(name: string, add: Add): string {
  const id = newId();
  const writer = sqliteBulkWriter(app.store.raw, { now: () => new Date(), whole: true });
  writer.trace({
    ...{ id, uploadId: null, partKey: 'x', name, format: 'talk', parentId: null },
    ...{ forkSeq: null, poolBase: 0, fork: null },
  });
  const builder = new TraceBuilder(sha256, storedTraceSink(writer, id));
  add(builder);
  builder.finish({ name, format: 'talk', outcome: 'ok', timeQuality: 'none' });
  writer.ready([id]);
  writer.flush();
  return id;
}

const everything: ShareInclude = { raw: false, reasoning: true, toolResults: true, media: true };

async function readerOf(ids: [string, string?], include: ShareInclude, texts: string[] = []) {
  const [a, b] = ids;
  const mask = { findings: [], texts };
  const target =
    b === undefined ? ({ kind: 'trace', traceId: a } as const) : ({ kind: 'diff', a, b } as const);
  const pins = await pinUnmasked(app.store, { target, include, mask });
  return new SharedReader(app.store, await maskPins(app.store, pins, mask, new Map()));
}

/** All that a reader can get. */
async function allOf(reader: Awaited<ReturnType<typeof readerOf>>): Promise<unknown[]> {
  const all: unknown[] = [reader.shown];
  const sides = reader.pins.traces.map(({ shown }) => shown.side);
  for (const side of sides) {
    const rows = reader.outline(side);
    expect(await reader.rows(side)).toEqual(rows);
    for (const row of rows) {
      outlineRowSchema.parse(row);
      const event = reader.event(side, row.seq);
      expect(event.summary).toBe(row.summary);
      expect(event.hash).toBe(row.hash);
      all.push(row, eventSchema.parse(event));
      if (row.setup !== null) all.push(setupSchema.parse(reader.setup(side, row.setup)));
      const at = { side, seq: row.seq, at: 'after' as const };
      all.push(reader.context(at, at));
    }
    const positions = Array.from({ length: 200 }, (_, position) => position);
    for (const one of reader.messages(side, positions))
      all.push(one, messageSchema.parse(one.message));
  }
  if (sides.length === 2) all.push(await reader.diff('a', 'b'), await reader.diff('b', 'a'));
  return all;
}

const strings = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value)
    ? value.flatMap(strings)
    : Object.entries(value).flatMap(([key, one]) => [key, ...strings(one)]);
};

const structural = new Set(['type', 'role', 'kind', 'callId', 'signature']);

/** Puts a text into every text of a value, by turns as it is and as JSON inside of JSON, and behind long ones. */
function planted<T>(value: T, secret: string, inKeys = false): T {
  let turn = 0;
  const spell = (text: string): string => {
    turn += 1;
    const pad = 'p'.repeat([0, 0, 150, 155, 630][turn % 5] ?? 0);
    const spelled = [secret, JSON.stringify({ k: secret }), JSON.stringify(JSON.stringify(secret))];
    return `${text}${pad}${spelled[turn % 3]}`;
  };
  const walk = (one: unknown, keys: boolean): unknown => {
    if (typeof one === 'string') return spell(one);
    if (typeof one !== 'object' || one === null) return one;
    if (Array.isArray(one)) return one.map((each) => walk(each, keys));
    return Object.fromEntries(
      Object.entries(one).map(([key, each]) =>
        structural.has(key) && !keys
          ? [key, each]
          : [keys ? `${key}${secret}` : key, walk(each, keys || payload.has(key))],
      ),
    );
  };
  const payload = new Set(
    inKeys ? ['input', 'output', 'value', 'schema', 'parameters', 'extra'] : [],
  );
  // The same shape: only texts, and keys of payloads, changed.
  return walk(value, false) as T;
}

const plantedStep = (step: Step, secret: string): Step => {
  const { kind, time, from, ...texts } = step;
  const { value, ...rest } = planted({ ...texts, value: { json: texts.value } }, secret, true);
  return { kind, time, from, ...rest, value: value as Json };
};

// Its beginning is nowhere else: whatever is left of it is seen.
const begin = 'ZQXJ';
const anySecret = fc
  .tuple(
    fc.string({ minLength: 3, maxLength: 12, unit: 'binary' }),
    fc.constantFrom('', '"\n\\é/%41'),
  )
  .map(([rest, more]) => `${begin}${more}${rest}`);

describe('no answer of a share', () => {
  it('holds a masked value, nor the beginning of one', async () => {
    await fc.assert(
      fc.asyncProperty(anySteps, anySecret, fc.boolean(), async (steps, secret, two) => {
        const id = stored(`n ${secret}`, (builder) => {
          build(
            builder,
            steps.map((step) => plantedStep(step, secret)),
          );
        });
        const other = stored('o', (builder) => {
          build(
            builder,
            steps.slice(1).map((step) => plantedStep(step, secret)),
          );
        });
        const reader = await readerOf(two ? [id, other] : [id], everything, [secret]);
        const found = strings(await allOf(reader)).filter((text) => text.includes(begin));
        expect(found).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('loses its shape to masked words of our own', async () => {
    const words = [
      'log',
      'text',
      'message',
      'user',
      'seq',
      'null',
      'exact',
      'abc',
      '0',
      'main',
      'edit',
    ];
    await fc.assert(
      fc.asyncProperty(anySteps, fc.subarray(words, { minLength: 1 }), async (steps, texts) => {
        const id = stored('main user', (builder) => void build(builder, steps));
        // `allOf` checks every answer by its schema.
        await allOf(await readerOf([id, id], everything, texts));
      }),
      { numRuns: 30 },
    );
  });

  it('holds what is left out: reasoning, and tool results in whatever shape', async () => {
    const part = (one: Part): Part =>
      one.type === 'tool-result' || one.type === 'unknown' ? planted(one, 'RESULT', true) : one;
    const reasons = (one: Part): Part => (one.type === 'reasoning' ? planted(one, 'REASON') : one);
    const marked = (step: Step): Step => {
      const mark = (some: Step['says']): Step['says'] =>
        some.map((message) => ({
          ...message,
          parts: (message.role === 'tool' ? planted(message.parts, 'RESULT') : message.parts)
            .map(part)
            .map(reasons),
        }));
      const hides = step.kind === 'model-call' || step.kind === 'error';
      const carries = !['tool-call', 'model-call', 'message', 'edit'].includes(step.kind);
      return {
        ...step,
        ...{ says: mark(step.says), prompt: step.prompt && mark(step.prompt) },
        error: step.error === null || hides ? step.error : `${step.error} RESULT`,
        value: carries ? ['RESULT', 'REASON', step.value] : step.value,
        setup: step.setup && { ...step.setup, system: step.setup.system?.map(reasons) ?? null },
      };
    };
    await fc.assert(
      fc.asyncProperty(
        anySteps,
        fc.boolean(),
        fc.boolean(),
        async (steps, reasoning, toolResults) => {
          fc.pre(!reasoning || !toolResults);
          const id = stored('n', (builder) => void build(builder, steps.map(marked)));
          const other = stored('o', (builder) => void build(builder, steps.slice(1).map(marked)));
          const reader = await readerOf([id, other], { ...everything, reasoning, toolResults });
          const all = strings(await allOf(reader));
          const leaks = (word: string): string[] => all.filter((text) => text.includes(word));
          if (!toolResults) expect(leaks('RESULT')).toEqual([]);
          if (!reasoning) expect(leaks('REASON')).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

const said = (text: string, parts: Part[] = []): Step['says'] => [
  {
    role: 'assistant',
    parts: [...(text === '' ? [] : [{ type: 'text' as const, text }]), ...parts],
  },
];
const call =
  (says: Step['says']): Add =>
  (builder) => {
    builder.add({
      ...{ kind: 'model-call', type: 'm', lane: 'main', records: [], model: 'm', name: 'm' },
      ...{ usage: null, costUsd: null, finishReason: null, prompt: [], says },
    });
  };

describe('a share', () => {
  it('says what it leaves out', async () => {
    const add = call(
      said('', [
        { type: 'reasoning', text: 'thought', signature: 's' },
        { type: 'tool-result', callId: 'c', output: { ok: 1 } },
        { type: 'media', mediaType: 'image/png', url: 'data:image/png;base64,AAAA' },
        { type: 'tool-call', callId: null, tool: 't', input: 1, signature: 'opaque' },
      ]),
    );
    const include = { raw: false, reasoning: false, toolResults: false, media: false };
    const reader = await readerOf([stored('n', add)], include);
    expect(reader.messages('a', [0])[0]?.message.parts).toEqual([
      { type: 'reasoning', text: leftOut },
      { type: 'tool-result', callId: 'c', output: leftOut },
      { type: 'media', mediaType: 'image/png' },
      { type: 'tool-call', callId: null, tool: 't', input: 1 },
    ]);
    expect(reader.outline('a')[0]?.summary).toBe(`${leftOut} [image/png] t(1)`);
  });

  it('gives hashes by which no guess can be tried', async () => {
    const id = stored('n', call(said('the password is hunter2')));
    const twin = stored('n', call(said('the password is hunter2')));
    const reader = await readerOf([id, twin], everything, ['hunter2']);
    const open = await readerOf([id], everything);
    const [row] = reader.outline('a');
    expect(row?.hash).toMatch(/^[0-9a-f]{32}$/);
    expect(row?.hash).not.toBe(open.outline('a')[0]?.hash);
    expect(reader.outline('b')[0]?.hash).toBe(row?.hash);
    const again = await readerOf([id], everything, ['hunter2']);
    expect(again.outline('a')[0]?.hash).not.toBe(row?.hash);
    const [one] = reader.messages('a', [0]);
    expect(one?.contentHash).not.toBe(open.messages('a', [0])[0]?.contentHash);
  });

  it('tells no word in which two masked values differ', async () => {
    const lines =
      (city: string): Add =>
      (builder) => {
        const call = (tool: string, input: Json): void => {
          builder.add({
            ...{ kind: 'tool-call', type: 'call', lane: 'main', records: [], callId: 'c' },
            ...{ tool, name: tool, input },
          });
        };
        for (let at = 0; at < 6; at += 1) call('look', { at, about: 'the weather of tomorrow' });
        call('book', { trip: `to ${city} by train`, people: 2 });
        for (let at = 0; at < 6; at += 1) call('pay', { at, about: 'the bill of today' });
      };
    const ids: [string, string] = [stored('a', lines('Zurich')), stored('b', lines('Geneva'))];
    const open = await (await readerOf(ids, everything)).diff('a', 'b');
    expect(open.editedValue).toMatchObject({ from: 'Zurich', to: 'Geneva' });
    expect(open.reason).toContain('Zurich');
    const masked = await readerOf(ids, everything, ['to Zurich by', 'to Geneva by']);
    const diff = await masked.diff('a', 'b');
    expect(JSON.stringify([diff, masked.pins.summary])).not.toMatch(/Zurich|Geneva/);
    expect(diff.editedValue).toBeNull();
    expect(diff.counts).toEqual(open.counts);
  });

  it('gives media that it includes, text of it masked, and no body that holds a value', async () => {
    const media = (builder: TraceBuilder, mediaType: string, text: string): Part => ({
      ...{ type: 'media', mediaType, blob: builder.blob(Buffer.from(text), mediaType) },
    });
    const id = stored('n', (builder) => {
      call(
        said('x', [
          media(builder, 'text/plain', 'my hunter2 file'),
          media(builder, 'application/pdf', '%PDF hunter2'),
          media(builder, 'image/png', 'picture'),
        ]),
      )(builder);
    });
    const reader = await readerOf([id], everything, ['hunter2']);
    const blobs = reader
      .messages('a', [0])
      .flatMap(({ message }) => message.parts)
      .flatMap((part) => (part.type === 'media' ? (part.blob?.sha256 ?? []) : []));
    const bodies = await Promise.all(blobs.map((sha) => reader.blob('a', sha)));
    expect(bodies.map((body) => body && Buffer.from(body.bytes).toString())).toEqual([
      'my •••••• file',
      null,
      'picture',
    ]);
    // By its real name, which would tell what is in it, nothing opens.
    expect(await reader.blob('a', sha256(Buffer.from('picture')))).toBeNull();
    const without = await readerOf([id], { ...everything, media: false });
    expect(JSON.stringify(without.messages('a', [0]))).not.toContain('sha256');
    for (const sha of [...blobs, sha256(Buffer.from('picture'))])
      expect(await without.blob('a', sha)).toBeNull();
  });
});
