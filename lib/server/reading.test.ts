import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formats } from '@/lib/formats';
import { answerCounterfactual } from '@/lib/server/counterfactual/answer-counterfactual';
import { factAnswers } from '@/lib/server/facts/answer-facts';
import { compareFingerprints } from '@/lib/server/fingerprints/compare-fingerprints';
import { recordedSchemes } from '@/lib/server/fingerprints/recorded-schemes';
import { runImport } from '@/lib/server/import/run-import';
import { requestAt } from '@/lib/server/prepare/request-at';
import { answerReceipt, answerVerification } from '@/lib/server/receipts/answer-receipt';
import { stateAnswers } from '@/lib/server/state/answer-state';
import { eventsResponse } from '@/lib/server/traces/events-response';
import { exportResponse } from '@/lib/server/traces/export-trace';
import { findEvents } from '@/lib/server/traces/find-events';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { lastStep } from '@/lib/server/traces/last-step';
import { openTestApp, type TestApp } from './test-app';

const fixtures = [
  'ag-ui/research-canvas.jsonl',
  'ag-ui/broken-off.sse',
  'bernstein/damaged.jsonl',
  'claude-code/rounding-fix.jsonl',
  'messages/openai-array.json',
  'otlp/parallel-agents.json',
  'shipit/hostile.json',
  'shipit/no-events.json',
  'stateplane/events-object.json',
  'statehouse/two-replays.jsonl',
];

interface Case {
  title: string;
  id: string;
  /** A trace to compare with. */
  other: string;
}

let app: TestApp;
const cases: Case[] = [];

/** Every fixture, and a branch of each that has an event. */
beforeAll(async () => {
  app = openTestApp((job, post) => ({
    ended: runImport(job, formats, post),
    stop: () => undefined,
  }));
  for (const path of fixtures) {
    const bytes = readFileSync(new URL(`../formats/fixtures/${path}`, import.meta.url));
    const { traces } = await app.upload(new Blob([bytes]), `name=${path.split('/')[1]}`);
    for (const { id, name } of traces) {
      const other = cases[0]?.id ?? id;
      cases.push({ title: `${path} ${name}`, id, other });
      const { events } = findLineage(app.store, id);
      if (events === 0) continue;
      const edits = [{ type: 'append-user' as const, text: 'Go on.' }];
      const seq = events >> 1;
      const branch = await forkTrace(app.store, { id, seq, side: 'after', edits });
      cases.push({ title: `branch of ${path} ${name}`, id: branch.id, other: id });
    }
  }
}, 60_000);
afterAll(() => app.close());

const get = (path: string): Request => new Request(`http://127.0.0.1/api/${path}`);
const json = (value: unknown): Response => Response.json(value);

/** All that looks at a trace, by its name: as it answers, or how it refuses. */
function looks({ id, other }: Case): [string, () => Response | Promise<Response>][] {
  const { events } = findLineage(app.store, id);
  const last = Math.max(0, events - 1);
  const at = (query: string) => get(`traces/${id}/x?${query}`);
  const signal = new AbortController().signal;
  const made = (query: string, answer: (request: Request) => Promise<Response>) =>
    [`${answer.name} ${query}`, () => answer(at(query))] as [string, () => Promise<Response>];
  const ofEvents = (request: Request) => eventsResponse(app, id, request);
  const ofState = ({ url }: Request) => stateAnswers.state(app, id, url);
  const history = ({ url }: Request) => stateAnswers.history(app, id, url);
  const audit = ({ url }: Request) => stateAnswers.audit(app, id, url);
  const facts = (request: Request) => factAnswers.facts(app, id, request);
  const stateDiff = (request: Request) => factAnswers.diff(app, request);
  const without = (request: Request) => answerCounterfactual(app, id, request);
  const receipt = (request: Request) => answerReceipt(app, id, request);
  return [
    ...['', 'format=json', 'messages=1&side=before', 'q=is:error', 'limit=-1&q=-the'].map((query) =>
      made(query, ofEvents),
    ),
    ...['filter=agent_id=.', 'search=__proto__', 'q=/[a-z]/'].map((query) => made(query, ofEvents)),
    ...['', `seq=${last}`, 'seq=0', 'at=0'].map((query) => made(query, ofState)),
    made('namespace=&agent=main&key=__proto__', history),
    ...['', 'format=json', 'short=1&start=1&limit=2'].map((query) => made(query, audit)),
    ...['ndjson', 'json', 'text'].map((format) =>
      made(`mode=statehouse&agent=agent-1&format=${format}`, audit),
    ),
    ...['', 'format=md', 'seq=0'].map((query) => made(query, facts)),
    ...['', '&format=md', '&aSeq=0'].map((query) => made(`a=${id}&b=${other}${query}`, stateDiff)),
    ...['', '&x=0', `&x=0-${last}`].map((query) => made(`seq=${last}${query}`, without)),
    ...['', 'model=gpt-5-mini', `previous=${other}`].map((query) => made(query, receipt)),
    ...(['openai-chat', 'openai-responses', 'anthropic', 'google'] as const).map(
      (api): [string, () => Promise<Response>] => [
        `request ${api}`,
        async () => json(await requestAt(app.store, { id, seq: last, side: 'after', api, x: '0' })),
      ],
    ),
    ['find', async () => json(await findEvents(app, { id, q: 'the OR is:error', mode: 'query' }))],
    ['fingerprints', async () => json(await compareFingerprints(app.store, id, other, signal))],
    ['last step', async () => json(await lastStep(app.store, id))],
    ['schemes', async () => json(await recordedSchemes(app, id))],
    [
      'export',
      async () =>
        exportResponse(app.store, await findTrace(app.store, id), findLineage(app.store, id)),
    ],
    [
      'verification',
      async () => {
        const bundle = await (await answerReceipt(app, id, at(''))).arrayBuffer();
        const body = new Request('http://127.0.0.1/api/x', { method: 'POST', body: bundle });
        const answer = await answerVerification(app, id, body);
        expect(await answer.clone().json()).toMatchObject({ verified: true });
        return answer;
      },
    ],
  ];
}

async function answered(look: () => Response | Promise<Response>): Promise<string> {
  try {
    const response = await look();
    const bytes = Buffer.from(await response.arrayBuffer());
    const type = response.headers.get('content-type') ?? '';
    // A mode of JSON holds nothing else.
    if (/ndjson/.test(type))
      for (const line of bytes.toString().split('\n').slice(0, -1)) JSON.parse(line);
    else if (/json/.test(type)) JSON.parse(bytes.toString());
    return bytes.toString('latin1');
  } catch (error) {
    // What is refused is refused in words; anything else is a bug.
    expect(error).toMatchObject({
      code: expect.stringMatching(/^(bad_request|not_found|unprocessable)$/),
    });
    return String(error);
  }
}

/** Hashes of the database as it lies on the disk, its log included. */
const stored = (): string[] =>
  ['', '-wal'].map((end) =>
    createHash('sha256')
      .update(readFileSync(`${app.store.file}${end}`))
      .digest('hex'),
  );

describe('looking at a trace', () => {
  it('writes nothing, and says the same every time', async () => {
    app.store.raw.pragma('wal_checkpoint(TRUNCATE)');
    const before = stored();
    expect(cases.length).toBeGreaterThan(fixtures.length);
    for (const one of cases)
      for (const [name, look] of looks(one)) {
        const first = await answered(look);
        expect(await answered(look), `${one.title}: ${name}`).toBe(first);
      }
    expect(stored()).toEqual(before);
  }, 120_000);
});
