import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Layout, SourceFile } from './source-file';

const fileOf = (text: string): SourceFile => new SourceFile(0, 'x', new TextEncoder().encode(text));

const valuesOf = (file: SourceFile): unknown[] =>
  [...file.records()].map((span) => {
    const parsed = file.parse(span);
    return parsed.ok ? parsed.value : { unreadable: file.text(span) };
  });

/** Records as they come in traces: objects, without numbers that are kept as text. */
const record = fc
  .dictionary(fc.string(), fc.jsonValue())
  .filter((value) => !/\d{16}/.test(JSON.stringify(value)))
  .map((value): unknown => JSON.parse(JSON.stringify(value)));
const records = fc.array(record, { minLength: 2, maxLength: 8 });

describe('SourceFile', () => {
  it.each<[string, Layout, (values: unknown[]) => string]>([
    ['lines', 'lines', (values) => values.map((value) => JSON.stringify(value)).join('\n')],
    [
      'lines with CRLF',
      'lines',
      (values) => values.map((value) => `${JSON.stringify(value)}\r\n`).join(''),
    ],
    [
      'lines after a byte order mark',
      'lines',
      (values) => `\uFEFF${values.map((value) => JSON.stringify(value)).join('\n\n')}\n`,
    ],
    [
      'two values on a line',
      'lines',
      (values) => values.map((value, at) => JSON.stringify(value) + (at % 2 ? '\n' : '')).join(''),
    ],
    [
      'all on one line',
      'lines',
      (values) => values.map((value) => JSON.stringify(value)).join(' '),
    ],
  ])('reads %s', (_name, layout, spell) => {
    fc.assert(
      fc.property(records, (values) => {
        const file = fileOf(spell(values));
        expect(file.layout).toBe(layout);
        expect(valuesOf(file)).toEqual(values);
      }),
    );
  });

  it('reads concatenated pretty values', () => {
    fc.assert(
      fc.property(records, fc.constantFrom('\n', '\r\n', ''), (values, between) => {
        // An empty object is pretty on one line.
        const full = values.map((value) => ({ ...Object(value), last: [1] }));
        const file = fileOf(full.map((value) => JSON.stringify(value, null, 2)).join(between));
        expect(valuesOf(file)).toEqual(full);
      }),
    );
  });

  it('reads one document, compact or pretty', () => {
    fc.assert(
      fc.property(
        record,
        fc.constantFrom(undefined, 2),
        fc.constantFrom('', '\uFEFF'),
        (value, indent, mark) => {
          const file = fileOf(`${mark}${JSON.stringify(value, null, indent)}\n`);
          expect(file.layout).toBe('document');
          expect(valuesOf(file)).toEqual([value]);
        },
      ),
    );
  });

  it('keeps every whole line beside damaged ones', () => {
    const damage = fc.constantFrom(
      '{"a":',
      '{"a":"b',
      '["x",{',
      'not json',
      '42',
      '"text"',
      'null',
      '{"a":1} tail',
      '\u0000',
      '{]',
    );
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 6, maxLength: 10 }),
        fc.array(fc.tuple(fc.nat(), damage), { maxLength: 3 }),
        (values, hurts) => {
          const lines = values.map((value) => JSON.stringify(value));
          const all: string[] = [...lines];
          for (const [at, text] of hurts) all.splice(1 + (at % all.length), 0, text);
          const file = fileOf(`${all.join('\n')}\n`);
          if (file.layout === 'binary') return;
          expect(file.layout).toBe('lines');
          const found = [...file.records()].map((span) => file.text(span));
          expect(found).toEqual(all);
        },
      ),
    );
  });

  it('reads lines whose first or last is torn', () => {
    const lines = ['{"id":1,"text":"torn', '{"id":2}', '{"id":3}', '{"id":4,"te'];
    expect(fileOf(lines.join('\n')).layout).toBe('lines');
    expect(valuesOf(fileOf(lines.join('\n')))).toEqual([
      { unreadable: lines[0] },
      { id: 2 },
      { id: 3 },
      { unreadable: lines[3] },
    ]);
  });

  it.each<[string, Layout]>([
    ['', 'empty'],
    [' \r\n\t\n', 'empty'],
    ['\uFEFF', 'empty'],
    ['{"a":\u00001}', 'binary'],
    ['<!doctype html><html></html>', 'text'],
    ['42', 'text'],
    ['{"a": [1,', 'document'],
    ['"a string with {\\"json\\":1}"', 'document'],
  ])('knows the layout of %j', (text, layout) => {
    expect(fileOf(text).layout).toBe(layout);
  });

  it('finds the rest of an older version after the document', () => {
    const file = fileOf(`${JSON.stringify({ a: [1] }, null, 2)}\n  ]\n}`);
    expect([...file.values()].map((span) => [file.text(span), span.torn])).toEqual([
      ['{\n  "a": [\n    1\n  ]\n}', false],
      [']', true],
      ['}', true],
    ]);
  });

  it('refuses 10,000 levels with a reason, in a record and in a bare line', () => {
    const file = fileOf(`{"a":1}\n${'['.repeat(10_000)}${']'.repeat(10_000)}\n`);
    const spans = [...file.records()];
    expect(spans[1] && file.parse(spans[1])).toMatchObject({
      ok: false,
      reason: expect.stringContaining('10000 levels'),
    });
    const line = [...file.lines()][1];
    expect(line && file.parse(line)).toMatchObject({ ok: false });
  });

  it('points at bytes, not at characters', () => {
    const file = fileOf('\uFEFF{"a":"日本語 😀"}\r\n{"b":"é"}\r\n');
    const refs = [...file.records()].map((span) => file.ref(span));
    expect(
      refs.map(([, start, end]) => new TextDecoder().decode(file.bytes.subarray(start, end))),
    ).toEqual(['{"a":"日本語 😀"}', '{"b":"é"}']);
  });

  it('takes any bytes: records stand in order and nothing throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (noise, textual) => {
        const alphabet = new TextEncoder().encode('{}[]",:\\ a1\n\r');
        const bytes = textual ? noise.map((byte) => alphabet[byte % alphabet.length] ?? 0) : noise;
        const file = new SourceFile(0, 'x', bytes);
        let last = 0;
        for (const { start, end } of file.records()) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        file.sample();
      }),
      { numRuns: 1000 },
    );
  });

  it('takes a line of 300,000 values, and a sample of a big file quickly', () => {
    const many = fileOf(`{"a":1}\n${'1 '.repeat(300_000)}\n`);
    expect([...many.records()]).toHaveLength(2);
    const big = fileOf(`${JSON.stringify({ text: 'x'.repeat(1000) })}\n`.repeat(20_000));
    expect(big.sample()).toHaveLength(20);
  });
});
