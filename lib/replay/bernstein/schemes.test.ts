import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Hash } from '@/lib/trace/identity';
import { bernsteinSchemes } from './schemes';

const hash: Hash = (data) => createHash('sha256').update(data).digest('hex');
const fixtures = fileURLToPath(new URL('../../formats/fixtures/bernstein/', import.meta.url));
const text = (path: string): string => readFileSync(`${fixtures}${path}`, 'utf8');
const file = (path: string, content: string) => ({ path, bytes: Buffer.from(content) });

const log = text('team-run/runs/20260301-090000/replay.jsonl');
const journal = text('journal-run/runs/r-42/journal.jsonl');
const receipt = text('journal-run/runs/r-42/run-receipt.json');
const steps = text('journal-run/runtime/journal/docs-1/000000.jsonl');

const of = (...files: { path: string; bytes: Uint8Array }[]) =>
  bernsteinSchemes(files, hash).map(({ verdict, at }) => [verdict, at]);

describe("fingerprints of Bernstein's files", () => {
  it('holds the fingerprint of a log against what stands before it', () => {
    expect(of(file('replay.jsonl', log))).toEqual([
      ['matches', null],
      ['not recorded', null],
    ]);
    const changed = log.replace('tests_pass', 'tests_fail');
    expect(of(file('replay.jsonl', changed))).toEqual([
      ['differs', null],
      ['differs', null],
    ]);
    const open = log.split('\n').slice(0, 3).join('\n');
    expect(of(file('replay.jsonl', open))).toEqual([
      ['not recorded', null],
      ['not recorded', null],
    ]);
  });

  it('gives two runs that differ in their clocks one value in the scheme without clocks', () => {
    const open = log.trimEnd().split('\n').slice(0, -1).join('\n');
    const later = open.replaceAll('"ts": 177', '"ts": 178');
    const [raw, canonical] = bernsteinSchemes([file('replay.jsonl', open)], hash);
    const [otherRaw, otherCanonical] = bernsteinSchemes([file('replay.jsonl', later)], hash);
    expect(otherRaw?.value).not.toBe(raw?.value);
    expect(otherCanonical?.value).toBe(canonical?.value);
  });

  it('works the chain of a journal out again, and finds the row that was changed', () => {
    expect(of(file('r/journal.jsonl', journal))).toEqual([['matches', null]]);
    expect(of(file('r/journal.jsonl', journal.replace('compaction', 'truncation')))).toEqual([
      ['broken', 3],
    ]);
    const rows = journal.trimEnd().split('\n');
    const cut = rows.filter((_, at) => at !== 2).join('\n');
    expect(of(file('r/journal.jsonl', cut))).toEqual([['broken', 2]]);
  });

  it('checks the stored payload hash, which Bernstein does not', () => {
    const rows = journal.trimEnd().split('\n');
    const lied = rows.map((row, at) =>
      at === 1 ? row.replace(/"payload_hash": "...."*/, '"payload_hash": "0000') : row,
    );
    expect(of(file('r/journal.jsonl', lied.join('\n')))).toEqual([['broken', 1]]);
  });

  it('holds the head against the receipt beside it', () => {
    const files = [file('r/journal.jsonl', journal), file('r/run-receipt.json', receipt)];
    expect(of(...files)).toEqual([['matches', null]]);
    const cut = journal.trimEnd().split('\n').slice(0, -1).join('\n');
    expect(of(file('r/journal.jsonl', cut), files[1] ?? file('', ''))).toEqual([['differs', null]]);
  });

  it('names every fault of a step journal', () => {
    const path = 'runtime/journal/docs-1/000000.jsonl';
    expect(of(file(path, steps))).toEqual([['matches', null]]);
    const [report] = bernsteinSchemes([file(path, steps.replace('no match', 'a match'))], hash);
    expect(report).toMatchObject({ verdict: 'broken', at: 2 });
    const rows = steps.trimEnd().split('\n');
    const [torn] = bernsteinSchemes([file(path, rows.slice(1).join('\n'))], hash);
    expect(torn?.message).toMatch(/^4 faults: line 1: seq mismatch/);
  });

  it('says so where it cannot read', () => {
    const [report] = bernsteinSchemes(
      [{ path: 'replay.jsonl', bytes: Uint8Array.of(0x7b, 0xff) }],
      hash,
    );
    expect(report).toMatchObject({ verdict: 'broken', value: null });
    expect(of(file('notes.txt', 'x'), file('replay.jsonl', ''))).toEqual([
      ['not recorded', null],
      ['not recorded', null],
    ]);
  });
});
