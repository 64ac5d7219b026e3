import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formats } from '@/lib/formats/index';
import { filterEvents } from '@/lib/replay/bernstein/filter-events';
import { parsePythonJson } from '@/lib/replay/python/parse-python-json';
import { runImport } from '@/lib/server/import/run-import';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { eventsResponse } from './events-response';
import { findEvents } from './find-events';

let app: TestApp;
beforeEach(() => {
  app = openTestApp();
});
afterEach(() => app.close());

it('finds what JSON escapes as well as what it does not, and nothing of how rows are stored', async () => {
  const texts = [
    'he said "no" twice',
    'C:\\temp\\new',
    'a tab\there',
    'GRÜSSE aus Ö',
    'half \ud800 a pair',
    '\u0000 and \u001b[31m',
    'plain words, 4711',
  ];
  const id = await app.import(texts.map((text) => ({ talk: 'user', text })));
  const find = async (q: string) => (await findEvents(app, { id, q, mode: 'text' })).seqs;

  expect(await find('"NO" tw')).toEqual([0]);
  expect(await find('temp\\N')).toEqual([1]);
  expect(await find('tab\th')).toEqual([2]);
  expect(await find('grüsse AUS ö')).toEqual([3]);
  expect(await find('\ud800 a')).toEqual([4]);
  expect(await find('half')).toEqual([4]);
  expect(await find('\u001b[31')).toEqual([5]);
  expect(await find('4711')).toEqual([6]);
  for (const q of ['\\\\', '\\u', 'u001b', '"text":', 'null,', '[{', 'exact'])
    expect(await find(q), q).toEqual([]);
});

/** With the formats of the product. */
const openWithFormats = () =>
  openTestApp((job, post) => ({ ended: runImport(job, formats, post), stop: () => undefined }));

const projectFile = (path: string) =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

async function listed(real: TestApp, id: string, query: Record<string, string>) {
  const url = `http://127.0.0.1:3000/api/traces/${id}/events?${new URLSearchParams(query)}`;
  const text = await (await eventsResponse(real, id, new Request(url))).text();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

describe('with words looked for beforehand and without', () => {
  it.each([
    ['refund', 'samples/coding-agent.jsonl'],
    ['pytest OR -kind:tool-call', 'samples/coding-agent.jsonl'],
    ['args.command:pytest', 'samples/coding-agent.jsonl'],
    ['-args.command:PYTEST kind:tool', 'samples/coding-agent.jsonl'],
    ['args:tests result:passed OR has:reasoning', 'samples/coding-agent.jsonl'],
    ['result:"2 failed"', 'samples/coding-agent.jsonl'],
    ['meta.gitBranch:fix meta:fix-quoted', 'samples/coding-agent.jsonl'],
    ['/quoted\\s+fields/ role:user', 'samples/coding-agent.jsonl'],
    ['<script>', 'samples/hostile.json'],
    ['args:"\\"" OR result:x', 'samples/hostile.json'],
  ])('%s finds the same events', async (q, file) => {
    const real = openWithFormats();
    try {
      const { traces } = await real.upload(projectFile(file), `name=${file.split('/')[1]}`);
      const id = traces[0]?.id ?? '';
      const { seqs } = await findEvents(real, { id, q, mode: 'query' });
      const events = await listed(real, id, { q });
      expect(events).toMatchObject(seqs.map((seq) => ({ seq })));
      expect(events).toHaveLength(seqs.length);
    } finally {
      await real.close();
    }
  });
});

it("asks Bernstein's filters of the lines of its file as they were recorded", async () => {
  const folder = 'formats/fixtures/bernstein/team-run/runs/20260301-090000';
  const lines = projectFile(`${folder}/replay.jsonl`).split('\n').filter(Boolean);
  const recorded = lines.flatMap((line) => {
    const parsed = parsePythonJson(line);
    return parsed.ok ? [parsed.value] : [];
  });
  const real = openWithFormats();
  try {
    const { traces } = await real.upload(lines.join('\n'), 'name=replay.jsonl');
    const id = traces[0]?.id ?? '';
    const asked: Record<string, string>[] = [
      { event_type: 'agent_spawned' },
      { agent: 'backend-7' },
      { filter: 'role=q|x, junk, task_ids=T-2' },
      { filter: 'cost_usd=^0\\.21$' },
      { filter: "failed_signals='tests_pass', event=failed" },
      { filter: 'model=^None$' },
      { search: '"event": "task_' },
      { search: '"ts": 1772355620.25' },
      { filter: 'role=QA', search: 'builtin', event_type: 'agent_spawned' },
      { agent: 'nobody' },
    ];
    for (const filters of asked) {
      const { event_type: eventType, ...others } = filters;
      const expected = filterEvents(recorded, {
        ...others,
        ...(eventType === undefined ? {} : { eventType }),
      });
      expect(expected.length > 0).toBe(filters.agent !== 'nobody');
      expect(await listed(real, id, filters), JSON.stringify(filters)).toHaveLength(
        expected.length,
      );
    }
    const q = 'bernstein:"role=qa,event=agent_spawned"';
    expect(await findEvents(real, { id, q, mode: 'query' })).toMatchObject({ total: 1 });
  } finally {
    await real.close();
  }
});
