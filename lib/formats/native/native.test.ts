import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySteps, build, builtTrace, MemorySink } from '@/lib/trace/any-trace.testing';
import { TraceBuilder } from '@/lib/trace/builder';
import { sha256 } from '@/lib/trace/sha256.testing';
import { TotalsCounter } from '@/lib/trace/totals';
import type { TraceHeader } from '@/lib/trace/trace';
import { type Collected, collect } from '../collect';
import { brokenLaws } from '../laws.testing';
import { SourceFile } from '../source/source-file';
import { fromBase64, toBase64 } from './base64';
import { exportNative } from './export';
import { native } from './native';

const sourceOf = (lines: string[]) => ({
  files: [new SourceFile(0, 'trace.jsonl', new TextEncoder().encode(`${lines.join('\n')}\n`))],
});
const linesOf = (sink: MemorySink, header: TraceHeader): string[] => [
  ...exportNative({
    header,
    setups: sink.setups,
    messages: sink.messages,
    events: sink.events,
    notes: sink.notes,
    blobs: sink.blobs.values(),
  }),
];
const read = (lines: string[]): Collected => collect(native, sourceOf(lines), sha256);

describe('native export', () => {
  it('comes back as the identical trace', () => {
    fc.assert(
      fc.property(anySteps, fc.boolean(), (steps, noted) => {
        const { sink, header } = builtTrace(steps);
        if (noted || steps.length === 0)
          sink.note({ severity: 'info', code: 'x', message: 'noted', records: [] });
        const collected = read(linesOf(sink, header));
        // The law for logs is a law for importers: any trace may be exported.
        const breaches = brokenLaws(collected).filter(
          (breach) => !/without an answer/.test(breach),
        );
        expect(breaches).toEqual([]);
        const [back] = collected.traces;
        expect(back?.header).toEqual(header);
        expect(back?.outline).toEqual(sink.outline);
        expect(back?.messages).toEqual(sink.messages);
        expect(back?.setups).toEqual(sink.setups);
        expect(back?.events.map((event) => ({ ...event, records: [] }))).toEqual(sink.events);
        expect(back?.notes.map((note) => ({ ...note, records: [] }))).toEqual(sink.notes);
      }),
      { numRuns: 300 },
    );
  });

  it('brings a branch with what it borrows, and keeps where it forked as data', () => {
    fc.assert(
      fc.property(anySteps, anySteps, (past, future) => {
        const parentSink = new MemorySink();
        const parent = new TraceBuilder(sha256, parentSink);
        build(parent, past);
        const forkSeq = past.length - 1;
        const totals = new TotalsCounter();
        for (const row of parentSink.outline) totals.add(row);
        const sink = new MemorySink();
        const branch = parent.branch(sink, forkSeq, totals.read(0));
        build(branch, future);
        const header = branch.finish({
          name: 'b',
          format: 'test',
          outcome: 'ok',
          timeQuality: 'none',
        });
        const events = [...parentSink.events, ...sink.events];
        const lines = exportNative({
          header,
          setups: new Map([...parentSink.setups, ...sink.setups]),
          messages: [...parentSink.messages, ...sink.messages],
          events,
          notes: [],
          blobs: [],
        });
        const [back] = read([...lines]).traces;
        expect(back?.events.map(({ hash, seq, summary }) => [seq, hash, summary])).toEqual(
          events.map(({ hash, seq, summary }) => [seq, hash, summary]),
        );
        expect(back?.header).toMatchObject({ forkSeq: null, extra: { branch: { forkSeq } } });
        expect(back?.header.totals).toEqual(header.totals);
      }),
    );
  });

  it('notes what was changed by hand, and keeps every law over any damage', () => {
    const damaged = fc.tuple(
      anySteps,
      fc.array(fc.tuple(fc.nat(), fc.nat(), fc.string({ maxLength: 3 })), { maxLength: 4 }),
    );
    fc.assert(
      fc.property(damaged, ([steps, hurts]) => {
        const { sink, header } = builtTrace(steps);
        const lines = linesOf(sink, header);
        for (const [line, at, text] of hurts) {
          const index = line % lines.length;
          if (index === 0) continue;
          const old = lines[index] ?? '';
          const place = at % Math.max(1, old.length);
          lines[index] = old.slice(0, place) + text.replace(/[\r\n]/g, '') + old.slice(place + 1);
        }
        const breaches = brokenLaws(read(lines)).filter(
          (breach) => !/without an answer/.test(breach),
        );
        expect(breaches).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('notes a forged hash and computes the true one', () => {
    const { sink, header } = builtTrace([]);
    const builder = new TraceBuilder(sha256, sink);
    builder.add({ kind: 'log', type: 'log', lane: 'main', records: [], text: 'true' });
    const lines = linesOf(sink, { ...header, totals: { ...header.totals, events: 1 } });
    const forged = lines.map((line) => line.replace('"text":"true"', '"text":"false"'));
    const [trace] = read(forged).traces;
    expect(trace?.notes.map(({ code }) => code)).toEqual(['changed']);
    expect(trace?.events[0]?.hash).not.toBe(sink.events[0]?.hash);
    expect(read(lines).traces[0]?.notes).toEqual([]);
  });

  it('says of a newer version and of a cut export what they are', () => {
    const newer = ['{"retake":2,"name":"x"}', '{"event":{}}'];
    expect(native.sniff(sourceOf(newer))).toBe('certain');
    expect(read(newer).traces[0]?.notes.map(({ code }) => code)).toContain('newer-version');
    const { sink, header } = builtTrace([]);
    const [trace] = read(
      linesOf(sink, { ...header, totals: { ...header.totals, events: 3 } }),
    ).traces;
    expect(trace?.notes.map(({ code }) => code)).toContain('cut');
  });

  it('refuses ranges without end at once', () => {
    const event = (append: number[][]) =>
      JSON.stringify({ event: { ...built(), said: { base: null, keep: 0, append } } });
    const built = () => {
      const sink = new MemorySink();
      new TraceBuilder(sha256, sink).add({
        kind: 'log',
        type: 'log',
        lane: 'main',
        records: [],
        text: 'x',
      });
      const { records: _records, ...rest } = sink.events[0] ?? { records: [] };
      return rest;
    };
    const { sink, header } = builtTrace([]);
    const [trace] = read([...linesOf(sink, header), event([[0, 9_000_000_000_000_000]])]).traces;
    expect(trace?.events.map(({ kind }) => kind)).toEqual(['unreadable']);
  });
});

describe('base64', () => {
  it('gives any bytes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
    );
    const big = new Uint8Array(100_000).map((_, at) => at % 251);
    expect(fromBase64(toBase64(big))).toEqual(big);
    expect(fromBase64('%%%')).toBeUndefined();
  });
});
