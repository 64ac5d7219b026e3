import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '@/lib/trace/canonical-json';
import type { Hash } from '@/lib/trace/identity';
import { field, isObject, type Json, textField } from '@/lib/trace/json';
import { toolCallsOf } from '@/lib/trace/message';
import { corpusRoot } from '@/scripts/corpus';
import { type CollectedTrace, collect } from '../collect';
import { brokenLaws } from '../laws.testing';
import { SourceFile } from '../source/source-file';
import { otlp } from './otlp';

const root = corpusRoot();
const hash: Hash = (data) => createHash('sha256').update(data).digest('hex');

/** Every file that this format claims: found by content, not by name. */
const files =
  root === null
    ? []
    : readdirSync(join(root, 'corpus'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((path) => otlp.sniff(sourceAt(path)) !== 'no')
        .sort();

function sourceAt(path: string) {
  return { files: [new SourceFile(0, path, readFileSync(path))] };
}

/** Every object with a span id, found without the importer. */
function spansIn(text: string): Json[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  let values: Json[];
  try {
    values = [JSON.parse(text)];
  } catch {
    values = lines.map((line): Json => JSON.parse(line));
  }
  const found: Json[] = [];
  for (let next = values.pop(); next !== undefined; next = values.pop()) {
    if (isObject(next) && typeof next.spanId === 'string' && 'startTimeUnixNano' in next)
      found.push(next);
    else if (isObject(next)) values.push(...Object.values(next));
    else if (Array.isArray(next)) for (const inner of next) values.push(inner);
  }
  return found;
}

const attribute = (span: Json, key: string): Json | undefined => {
  const list = field(span, 'attributes');
  const pair = Array.isArray(list) ? list.find((item) => textField(item, 'key') === key) : null;
  const value = field(pair ?? null, 'value');
  return field(value ?? null, 'stringValue') ?? field(value ?? null, 'intValue');
};

function replyCalls({ events, messages }: CollectedTrace): number {
  let calls = 0;
  for (const event of events)
    if (event.kind === 'model-call')
      for (const [start, end] of event.said?.append ?? [])
        for (const { message } of messages.slice(start, end)) calls += toolCallsOf(message).length;
  return calls;
}

/** The texts of a flattened or listed prompt, as the span has them. */
function promptTexts(span: Json): string[] | null {
  const listed = attribute(span, 'gen_ai.input.messages');
  if (typeof listed === 'string')
    return [...listed.matchAll(/"content":("(?:[^"\\]|\\.)*")/g)].map((match) =>
      JSON.parse(match[1] ?? '""'),
    );
  const flat: string[] = [];
  for (let n = 0; n < 500; n += 1) {
    const text = attribute(span, `llm.input_messages.${n}.message.content`);
    if (typeof text === 'string' && text !== '') flat.push(text);
    for (let m = 0; m < 20; m += 1) {
      const part = attribute(
        span,
        `llm.input_messages.${n}.message.contents.${m}.message_content.text`,
      );
      if (typeof part === 'string') flat.push(part);
    }
  }
  return flat.length > 0 ? flat : null;
}

describe.skipIf(root === null)('OTLP files from outside', () => {
  it('finds some', () => {
    expect(files.length).toBeGreaterThan(5);
  });

  it.each(files.map((path) => [relative(root ?? '', path), path]))('%s', (_name, path) => {
    const collected = collect(otlp, sourceAt(path), hash);
    expect(brokenLaws(collected)).toEqual([]);
    const spans = spansIn(readFileSync(path, 'utf8'));
    expect(collected.scan.records.length).toBe(spans.length);

    for (const trace of collected.traces) {
      const { byKind } = trace.header.totals;
      expect(byKind['tool-call'] ?? 0).toBeGreaterThanOrEqual(replyCalls(trace));
      const calls = trace.events.filter((event) => event.kind === 'tool-call');
      const results = trace.events.filter((event) => event.kind === 'tool-result');
      expect(new Set(results.map(({ call }) => call)).size).toBe(results.length);
      expect(results.length).toBeLessThanOrEqual(calls.length);
    }
  });

  it('sees every text that a prompt of a small file holds', () => {
    for (const path of files) {
      const bytes = readFileSync(path);
      if (bytes.length > 1_000_000) continue;
      const collected = collect(otlp, sourceAt(path), hash);
      const known = new Set<string>();
      for (const { messages, setups } of collected.traces) {
        for (const { message } of messages) strings(message, known);
        for (const { system } of setups.values()) strings(system, known);
      }
      for (const span of spansIn(bytes.toString('utf8')))
        for (const text of promptTexts(span) ?? [])
          if (!known.has(text)) expect(canonicalJson([...known])).toContain(text);
    }
  });

  it('reads 15 MB in seconds', () => {
    const big = files.filter((path) => readFileSync(path).length > 10_000_000);
    for (const path of big) {
      const started = performance.now();
      collect(otlp, sourceAt(path), hash);
      // A floor, not a benchmark: something quadratic takes minutes.
      expect(performance.now() - started).toBeLessThan(20_000);
    }
  });
});

function strings(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) strings(inner, into);
}
