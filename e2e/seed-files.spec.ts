import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { apiOf, importOne } from './support/api';
import { fixtures } from './support/fixtures';
import { expect, test } from './support/test';
import { TraceList } from './support/trace-list';
import { TracePage } from './support/trace-page';

test.describe('files of the systems before us', () => {
  test('a StatePlane bundle, as a folder: experimental, each file hashed', async ({
    page,
    server,
  }) => {
    const list = new TraceList(page);
    await list.open();
    await list.pick('Open a folder', fixtures.stateBundle);
    const trace = new TracePage(page);
    await trace.ready();
    const { formatTitle, notes } = await apiOf(server).traces.get({ id: trace.id() });
    expect(formatTitle).toContain('experimental');
    const said = notes.map(({ message }) => message);
    expect(said).toContain('events.json: matches the SHA-256 of the manifest.');
    expect(said.some((words) => words.startsWith('coding_projection.after.json: differs.'))).toBe(
      true,
    );
    expect(said.some((words) => words.startsWith('snapshot.md: not recorded.'))).toBe(true);
    await expect(trace.row(3)).toContainText('exit 1; failed: tests/prices');
  });

  test('a Statehouse log tells transactions in commit order, without a clock', async ({
    page,
    server,
  }) => {
    const id = await importOne(server, readFileSync(fixtures.statehouseLog), 'log.jsonl');
    const { timeQuality, outcome } = await apiOf(server).traces.get({ id });
    expect([timeQuality, outcome]).toEqual(['none', 'unknown']);
    const trace = new TracePage(page);
    await trace.open(id, '?e=1&panel=event');
    await expect(trace.inspector).toContainText('plan');
    await expect(trace.row(1)).toContainText('transaction');
  });

  test('a capsule shows its tables, and a tree where one wants it', async ({ page, server }) => {
    const id = await importOne(server, readFileSync(fixtures.capsule), 'capsule.json');
    const trace = new TracePage(page);
    await trace.open(id, '?e=3&panel=event');
    const table = trace.inspector.getByRole('table');
    await expect(table.getByRole('columnheader')).toHaveText([
      ...['Row#', 'id', 'item', 'price', 'paid', 'user_id', 'tags'],
    ]);
    await expect(table.getByRole('row')).toHaveCount(3);
    await expect(table.getByRole('row', { name: 'Brötchen' })).toContainText('null');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id: rule }) => rule)).toEqual([]);
    await trace.inspector.getByText('Tree', { exact: true }).click();
    await expect(table).toHaveCount(0);
    await expect(trace.inspector.getByRole('figure', { name: 'Value' })).toContainText('Brötchen');
  });

  test('a run of replay-env ends as its gate says', async ({ page, server }) => {
    const id = await importOne(server, readFileSync(fixtures.replayRun), 'run.json');
    const { outcome, notes } = await apiOf(server).traces.get({ id });
    expect(outcome).toBe('ok');
    expect(notes.map(({ code }) => code)).toContain('failure-allowed');
    const trace = new TracePage(page);
    await trace.open(id, '?e=7&panel=event');
    await expect(trace.inspector).toContainText('command timed out after 1s');
    await expect(trace.row(11)).toContainText('gate: continue');
  });
});
