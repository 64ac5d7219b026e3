import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { apiOf, importOne } from './support/api';
import { fixtures } from './support/fixtures';
import { QueryBar } from './support/query-bar';
import { expect, test } from './support/test';
import { TraceList } from './support/trace-list';
import { TracePage } from './support/trace-page';

const journal = `${fixtures.bernsteinJournal}/runs/r-42/journal.jsonl`;

test.describe("Bernstein's files", () => {
  test('a run as a folder: agents in lanes, its origin, its own filters', async ({
    page,
    server,
  }) => {
    const list = new TraceList(page);
    await list.open();
    await list.pick('Open a folder', fixtures.bernsteinRun);
    const trace = new TracePage(page);
    await trace.ready();
    await trace.expectEvents(14);
    await expect(trace.outline).toContainText('backend-7c1d9e (backend)');
    await expect(trace.row(5)).toContainText('T-1: tests_pass, lint');
    const { outcome, origin, totals } = await apiOf(server).traces.get({ id: trace.id() });
    expect(outcome).toBe('ok');
    expect(origin).toMatchObject({ branch: 'fix/rounding', commit: '4f1c2d9a' });
    // Costs of completed tasks run on: their sum would be false.
    expect(totals.costUsd).toBeNull();

    const bar = new QueryBar(page);
    await bar.ask('bernstein:"event=^task_,task_id=T-2"');
    await expect(bar.count).toContainText('1 of 14');
    expect(await bar.listed()).toEqual([11]);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id: rule }) => rule)).toEqual([]);
  });

  test('a journal that was changed is found out, at its row', async ({ server }) => {
    const text = readFileSync(journal, 'utf8');
    const whole = await importOne(server, text, 'journal.jsonl');
    const [holds] = (await apiOf(server).fingerprints.get({ id: whole })).schemes;
    expect(holds).toMatchObject({ verdict: 'matches', at: null });
    const changed = await importOne(
      server,
      text.replace('compaction', 'truncation'),
      'other.jsonl',
    );
    const [broken] = (await apiOf(server).fingerprints.get({ id: changed })).schemes;
    expect(broken).toMatchObject({ verdict: 'broken', at: 3 });
    expect(broken?.message).toContain('row 3');
  });
});
