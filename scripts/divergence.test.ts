import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownPairs } from '@/lib/replay/align/own-pairs.testing';
import type { Step } from '@/lib/replay/align/step';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'retake-divergence-'));
const pairs = ownPairs().filter(({ name }) =>
  ['early 3', 'noise 1', 'unrelated 15'].includes(name),
);

const write = (name: string, value: unknown) =>
  writeFileSync(join(folder, name), JSON.stringify(value));
/** With ids and times that nobody may look at. */
const runOf = (steps: readonly Step[]) => ({
  schema_version: '0.1',
  id: String(Math.random()),
  steps: steps.map(({ kind, name, text }, idx) => ({
    idx,
    kind,
    name,
    outputs: text,
    attrs: { span_id: String(Math.random()) },
  })),
});
const run = (...args: string[]) =>
  spawnSync(
    process.execPath,
    ['--import', 'tsx', '--conditions=react-server', 'scripts/divergence.ts', ...args],
    { cwd: root, encoding: 'utf8' },
  );

beforeAll(() => {
  mkdirSync(join(folder, 'runs'));
  for (const { name, reference, failing } of pairs) {
    write(`runs/${name}-a.json`, runOf(reference));
    write(`runs/${name}-b.json`, runOf(failing));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const named = (name: string) => ({
  pair: name,
  reference: `runs/${name}-a.json`,
  failing: `runs/${name}-b.json`,
});

it('prints predictions as JSON and nothing else, the same on every run', () => {
  write(
    'pairs.json',
    pairs.map(({ name }) => named(name)),
  );
  const { stdout, stderr, status } = run(folder);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const expected = pairs.map(({ name, fork, verdict }) => [
    name,
    { fork, verdict, confidence: expect.any(Number) },
  ]);
  expect(JSON.parse(stdout)).toEqual(Object.fromEntries(expected));
  expect(run(folder).stdout).toBe(stdout);
});

it('abstains on a pair that it cannot read, says why, and fails', () => {
  write('pairs.json', [named('noise 1'), named('missing')]);
  const { stdout, stderr, status } = run(folder);
  expect(status).toBe(1);
  expect(stderr).toContain('missing: ');
  expect(stderr).toContain('missing-a.json');
  expect(JSON.parse(stdout)).toMatchObject({
    'noise 1': { verdict: 'same' },
    missing: { fork: null, verdict: 'incomparable', confidence: 0 },
  });
});

it('reads what is odd, and abstains on what is no run, pair by pair', () => {
  const steps = runOf(pairs[0]?.reference ?? []).steps;
  write('runs/plain.json', { steps });
  writeFileSync(join(folder, 'runs/bom.json'), `\uFEFF${JSON.stringify({ steps })}`);
  write('runs/bare.json', {
    steps: steps.map(({ kind, name, outputs }) => ({ kind, name, outputs })),
  });
  write('runs/odd.json', { steps: [null, 7, {}, { kind: null, outputs: null }, ...steps] });
  write('runs/empty.json', { steps: [] });
  write('runs/none.json', { steps: null });
  writeFileSync(join(folder, 'runs/broken.json'), '{"steps": [');
  const against = (name: string) => ({
    pair: name,
    reference: 'runs/plain.json',
    failing: `runs/${name}.json`,
  });
  const names = ['bom', 'bare', 'odd', 'empty', 'none', 'broken'];
  const absolute = { ...against('absolute'), failing: join(folder, 'runs/plain.json') };
  write('pairs.json', [...names.map(against), absolute, { pair: 'unnamed' }]);
  const { stdout, stderr, status } = run(folder);
  expect(status).toBe(1);
  const same = { fork: null, verdict: 'same' };
  const unread = { fork: null, verdict: 'incomparable', confidence: 0 };
  expect(JSON.parse(stdout)).toMatchObject({
    bom: { ...same, confidence: 1 },
    bare: { ...same, confidence: 1 },
    odd: same,
    empty: { fork: null, verdict: 'incomparable' },
    none: unread,
    broken: unread,
    absolute: { ...same, confidence: 1 },
    unnamed: unread,
  });
  expect(stderr).toContain('broken.json');
  expect(stderr).toContain('unnamed: ');
});

it('says what is missing where there is nothing to predict', () => {
  expect(run()).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('Usage') });
  const { status, stdout, stderr } = run(join(folder, 'runs'));
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('pairs.json');
});
