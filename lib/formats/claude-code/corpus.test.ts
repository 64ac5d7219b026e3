import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { field, isObject, type Json, textField } from '@/lib/trace/json';
import { type Collected, collect } from '../collect';
import { brokenLaws } from '../laws.testing';
import { SourceFile } from '../source/source-file';
import { claudeCode } from './claude-code';
import { bearerOf } from './read-row';

const corpus = process.env.RETAKE_CORPUS;
const hash = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

const sourceOf = (path: string, bytes: Uint8Array) => ({
  files: [new SourceFile(0, path, bytes)],
});

/** Every file below the corpus that this format claims: found by content, not by name. */
function claimed(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.jsonl'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => claudeCode.sniff(sourceOf(path, readFileSync(path))) !== 'no')
    .sort();
}

interface Told {
  calls: Set<string>;
  results: Set<string>;
  /** Tokens by message id, cached input included. */
  usage: Map<string, { input: number; output: number }>;
}

const count = (value: Json | undefined, key: string): number => {
  const found = field(value, key);
  return typeof found === 'number' ? found : 0;
};

/** What a file tells, counted apart from the importer. */
function tellOf(file: SourceFile): Told {
  const told: Told = { calls: new Set(), results: new Set(), usage: new Map() };
  for (const span of file.records()) {
    const parsed = file.parse(span);
    const row = parsed.ok ? bearerOf(parsed.value) : null;
    const type = textField(row, 'type');
    const message = field(row, 'message');
    if (!isObject(message) || (type !== 'user' && type !== 'assistant')) continue;
    const content = field(message, 'content');
    for (const block of Array.isArray(content) ? content : []) {
      const kind = textField(block, 'type');
      const id = textField(block, 'id');
      const answers = textField(block, 'tool_use_id');
      if (kind === 'tool_use' && id !== undefined) told.calls.add(id);
      if (kind === 'tool_result' && answers !== undefined) told.results.add(answers);
    }
    const usage = field(message, 'usage');
    const id = textField(message, 'id');
    const model = textField(message, 'model');
    if (type === 'assistant' && id !== undefined && usage !== undefined && model !== '<synthetic>')
      told.usage.set(id, {
        input:
          count(usage, 'input_tokens') +
          count(usage, 'cache_read_input_tokens') +
          count(usage, 'cache_creation_input_tokens'),
        output: count(usage, 'output_tokens'),
      });
  }
  return told;
}

function tally(collected: Collected) {
  const own = collected.traces.flatMap((trace) => trace.events.slice(trace.borrowed.events));
  const sum = (pick: 'input' | 'output'): number =>
    own.reduce(
      (total, event) => total + (event.kind === 'model-call' ? (event.usage?.[pick] ?? 0) : 0),
      0,
    );
  return {
    calls: own.filter((event) => event.kind === 'tool-call').map((event) => event.callId),
    results: own
      .filter((event) => event.kind === 'tool-result' && event.type === 'tool_result')
      .map((event) => (event.kind === 'tool-result' ? event.callId : null)),
    input: sum('input'),
    output: sum('output'),
  };
}

const stored = (collected: Collected): number =>
  collected.traces.reduce(
    (total, trace) =>
      total + JSON.stringify(trace.events).length + JSON.stringify(trace.messages).length,
    0,
  );

describe.skipIf(!corpus)('Claude Code logs of the corpus', () => {
  const root = corpus ?? '';
  const files = corpus ? claimed(join(root, 'corpus')) : [];

  it('finds some', () => {
    console.log(`claude-code corpus: ${files.length} files`);
    expect(files.length).toBeGreaterThan(0);
  });

  for (const path of files)
    it(`keeps the laws: ${relative(root, path)}`, { timeout: 30_000 }, () => {
      const source = sourceOf(path, readFileSync(path));
      const collected = collect(claudeCode, source, hash);
      expect(brokenLaws(collected)).toEqual([]);
      const [file] = source.files;
      const told = file && tellOf(file);
      const made = tally(collected);
      expect([...(told?.calls ?? [])].filter((id) => !made.calls.includes(id))).toEqual([]);
      expect(made.calls).toHaveLength(told?.calls.size ?? -1);
      expect([...(told?.results ?? [])].filter((id) => !made.results.includes(id))).toEqual([]);
      expect(made.results).toHaveLength(told?.results.size ?? -1);
      const sums = [...(told?.usage.values() ?? [])];
      expect(made.input).toBe(sums.reduce((total, { input }) => total + input, 0));
      expect(made.output).toBe(sums.reduce((total, { output }) => total + output, 0));
    });

  it('stores twice the calls of a log in less than 2.2 times the bytes', {
    timeout: 60_000,
  }, () => {
    const [largest] = files
      .map((path) => ({ path, bytes: readFileSync(path) }))
      .sort((a, b) => b.bytes.byteLength - a.bytes.byteLength);
    if (!largest) return;
    const middle = largest.bytes.indexOf(0x0a, largest.bytes.byteLength / 2) + 1;
    const half = collect(claudeCode, sourceOf('half', largest.bytes.subarray(0, middle)), hash);
    const whole = collect(claudeCode, sourceOf('whole', largest.bytes), hash);
    const growth = largest.bytes.byteLength / middle;
    expect(stored(whole) / stored(half)).toBeLessThan(1.1 * growth);
  });
});
