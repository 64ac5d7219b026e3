import { describe, expect, it } from 'vitest';
import { sha256 } from '@/lib/trace/sha256.testing';
import { collect } from '../collect';
import { brokenLaws } from '../laws.testing';
import { SourceFile } from '../source/source-file';
import { cutMark } from './cut-text';
import { replayEnv } from './replay-env';

/** As replay-env cuts: by bytes it judges, by characters it cuts. */
function written(text: string): string {
  if (Buffer.byteLength(text) <= 16_384) return text;
  return `${[...text].slice(0, 16_384).join('')}...[truncated]`;
}

const open = (value: object) => {
  const bytes = Buffer.from(JSON.stringify(value));
  return collect(replayEnv, { files: [new SourceFile(0, 'x.json', bytes)] }, sha256);
};

describe('the mark of a cut output', () => {
  it.each([
    ['no mark at all', 'x'.repeat(16_384), null],
    ['text that is cut', 'x'.repeat(16_385), 'cut'],
    ['9,000 characters of two bytes, which are all there', 'é'.repeat(9_000), 'whole'],
    ['as many characters as are kept, of two bytes', 'é'.repeat(16_384), 'unsure'],
  ])('%s', (_name, text, said) => {
    expect(cutMark(written(text))).toBe(said);
  });

  it('is no mark where the program wrote it itself', () => {
    expect(cutMark('short ...[truncated]')).toBeNull();
    expect(cutMark(`${'x'.repeat(20_000)}...[truncated]`)).toBeNull();
  });

  it('is told of in a note', () => {
    const step = { kind: 'command', name: 'loud', success: true, status: 0 };
    const { traces } = open({
      kind: 'replay-env-run-trace',
      events: [
        { ...step, stdout: written('é'.repeat(9_000)), stderr: written('x'.repeat(20_000)) },
      ],
      gate: 'continue',
    });
    const notes = traces[0]?.notes.filter(({ code }) => code === 'output-cut') ?? [];
    expect(notes.map(({ severity, message }) => [severity, message.slice(0, 40)])).toEqual([
      ['info', 'stdout of loud is marked as truncated an'],
      ['warning', 'stderr of loud was cut by replay-env aft'],
    ]);
  });
});

it('gives long tables in parts that are told by their rows', () => {
  const rows = Array.from({ length: 2_500 }, (_row, id) => ({ id }));
  const collected = open({
    adapter: 'postgres-subject-graph.v1',
    subject: { id: 'a' },
    tables: { long: rows },
  });
  expect(brokenLaws(collected)).toEqual([]);
  const tables = collected.traces[0]?.events.filter(({ type }) => type === 'table') ?? [];
  expect(tables.map((event) => event.kind === 'log' && event.text)).toEqual([
    'rows 1 to 1000 of 2500',
    'rows 1001 to 2000 of 2500',
    'rows 2001 to 2500 of 2500',
  ]);
});
