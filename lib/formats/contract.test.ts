import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sha256 } from '@/lib/trace/sha256.testing';
import { type Collected, collect } from './collect';
import { dumpTrace } from './dump.testing';
import type { Source } from './format';
import { formats } from './index';
import { brokenLaws } from './laws.testing';
import { exportNative } from './native/export';
import { native } from './native/native';
import { recognise } from './recognise';
import { SourceFile } from './source/source-file';

const root = fileURLToPath(new URL('./fixtures', import.meta.url));

const filesUnder = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesUnder(join(path, name)))
    : [path];

function sourceAt(path: string, named: boolean): Source {
  const files = filesUnder(path).map((file, index) => {
    const name = relative(root, file);
    return new SourceFile(index, named ? name : `file-${index}`, readFileSync(file));
  });
  return { files };
}

const fixtures = readdirSync(root)
  .filter((folder) => statSync(join(root, folder)).isDirectory())
  .flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => !name.endsWith('.golden.txt'))
      .map((name) => ({ folder, name, path: join(root, folder, name) })),
  );

const spies = ['log', 'info', 'warn', 'error', 'debug'] as const;
beforeEach(() => {
  for (const word of spies) vi.spyOn(console, word);
  vi.spyOn(process.stderr, 'write');
});
afterEach(() => {
  for (const word of spies) expect(console[word]).not.toHaveBeenCalled();
  expect(process.stderr.write).not.toHaveBeenCalled();
});

const read = (path: string): Collected => {
  const source = sourceAt(path, true);
  return collect(recognise(source, formats).format, source, sha256);
};

it('finds fixtures of every format', () => {
  expect([...new Set(fixtures.map(({ folder }) => folder))].sort()).toEqual(
    formats.map(({ id }) => id).sort(),
  );
});

describe.each(fixtures)('$folder/$name', ({ folder, path }) => {
  it('is recognised, with and without its name, by one format alone', () => {
    for (const named of [true, false]) {
      const { format, confidence, candidates } = recognise(sourceAt(path, named), formats);
      expect(format.id).toBe(folder);
      const equallySure = candidates.filter((candidate) => candidate.confidence === confidence);
      expect(equallySure.map((candidate) => candidate.format.id)).toEqual([folder]);
    }
  });

  it('keeps every law', () => {
    const collected = read(path);
    expect(collected.traces.length).toBeGreaterThan(0);
    expect(brokenLaws(collected)).toEqual([]);
  });

  it('reads as its golden text says', async () => {
    const { scan, traces } = read(path);
    const notes = scan.notes.map(
      ({ severity, code, message }) => `note ${severity} ${code}: ${message}`,
    );
    const lines = [...notes, ...traces.flatMap((trace) => [...dumpTrace(trace), ''])];
    await expect(`${lines.join('\n')}`).toMatchFileSnapshot(`${path}.golden.txt`);
  });

  it('gives equal hashes when read twice', () => {
    const [once, twice] = [read(path), read(path)];
    const hashes = ({ traces }: Collected) =>
      traces.map(({ key, outline, messages }) => [
        key,
        outline.map((row) => row.hash),
        messages.map((row) => row.key),
      ]);
    expect(hashes(once)).toEqual(hashes(twice));
  });

  it('comes back the same from a native export', () => {
    for (const trace of read(path).traces) {
      const text = [...exportNative({ ...trace, blobs: trace.blobs.values() })].join('\n');
      const source = { files: [new SourceFile(0, 'export.jsonl', Buffer.from(`${text}\n`))] };
      expect(recognise(source, formats).format.id).toBe('native');
      const again = collect(native, source, sha256);
      expect(brokenLaws(again)).toEqual([]);
      const [back] = again.traces;
      expect(back?.outline).toEqual(trace.outline);
      expect(back?.messages).toEqual(trace.messages);
      expect(back?.setups).toEqual(trace.setups);
      expect(back?.blobs).toEqual(trace.blobs);
      expect(back?.notes.map(withoutRecords)).toEqual(trace.notes.map(withoutRecords));
      const { forkSeq, extra } = trace.header;
      expect(back?.header).toEqual({
        ...trace.header,
        forkSeq: null,
        poolBase: 0,
        extra: forkSeq === null ? extra : back?.header.extra,
      });
      expect(back?.events.map(withoutRecords)).toEqual(trace.events.map(withoutRecords));
    }
  });
});

const withoutRecords = <T extends { records: unknown }>({ records: _records, ...rest }: T) => rest;
