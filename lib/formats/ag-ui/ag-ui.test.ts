import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { stateAt } from '@/lib/replay/state/state-fold';
import { sha256 } from '@/lib/trace/sha256.testing';
import { collect } from '../collect';
import { SourceFile } from '../source/source-file';
import { agUi } from './ag-ui';

const text = readFileSync(
  new URL('../fixtures/ag-ui/research-canvas.jsonl', import.meta.url),
  'utf8',
);
const lines = text.trimEnd().split('\n');

function read(...written: string[]) {
  const files = written.map((one, at) => new SourceFile(at, `${at}`, Buffer.from(one)));
  return collect(agUi, { files }, sha256).traces;
}

it('reads lines, server-sent events and a list the same', () => {
  const hashes = [
    text,
    lines.map((line) => `event: message\ndata: ${line}\n`).join('\n'),
    `\uFEFF[${lines.join(',\n')}]`,
    JSON.stringify({ example: lines.map((line): unknown => JSON.parse(line)) }),
  ].map((written) => read(written).map(({ outline }) => outline.map(({ hash }) => hash)));
  expect(hashes[0]?.flat().length).toBeGreaterThan(15);
  for (const other of hashes) expect(other).toEqual(hashes[0]);
});

it('comes to the state that the deltas lead to, with the deleted key as a tombstone', () => {
  const [trace] = read(text);
  const state = stateAt(trace?.events ?? []).map(({ key, value, deleted }) => [
    key,
    deleted || value,
  ]);
  expect(state).toEqual([
    ['draft', { lines: ['Sea otters hold hands.', 'They sleep afloat.'] }],
    ['sources', [{ title: 'Sea otter facts', url: 'https://otters.example/facts' }]],
    ['topic', true],
  ]);
});

it('tells what a second run repeats once, and the answer it brings as an answer', () => {
  const [trace] = read(text);
  const rows = trace?.outline ?? [];
  expect(rows.filter(({ role }) => role === 'user')).toHaveLength(1);
  expect(rows.filter(({ kind }) => kind === 'tool-result').map(({ name }) => name)).toEqual([
    'web_search',
    'ask_reader',
  ]);
});
