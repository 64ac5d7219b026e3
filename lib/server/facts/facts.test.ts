import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FactsAnswer, StateDiffAnswer } from '@/lib/api/facts-contract';
import { formats } from '@/lib/formats';
import { collect } from '@/lib/formats/collect';
import type { Format } from '@/lib/formats/format';
import { recognise } from '@/lib/formats/recognise';
import { SourceFile } from '@/lib/formats/source/source-file';
import { FactFold } from '@/lib/replay/facts/fact-fold';
import { factsAt } from '@/lib/replay/facts/facts-at';
import { runImport } from '@/lib/server/import/run-import';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { findLineage } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { storedRun } from '@/lib/server/traces/stored-run';
import { field, type Json, textField } from '@/lib/trace/json';
import { sha256 } from '@/lib/trace/sha256.testing';
import { corpusRoot } from '@/scripts/corpus';
import { factAnswers } from './answer-facts';
import { readFacts } from './read-facts';

let app: TestApp;
beforeEach(() => {
  app = openTestApp((job, post) => ({
    ended: runImport(job, formats, post),
    stop: () => undefined,
  }));
});
afterEach(() => app.close());

/** The bundled session of a coding agent: two tests fail at event 8, all pass at event 24. */
const sample = (): Promise<string> =>
  app.import(
    readFileSync(new URL('../../samples/coding-agent.jsonl', import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );

const ask = (query: string): Request => new Request(`http://127.0.0.1/api/x?${query}`);
const facts = async (id: string, query = ''): Promise<FactsAnswer> =>
  (await factAnswers.facts(app, id, ask(query))).json();
const diff = async (query: string): Promise<StateDiffAnswer> =>
  (await factAnswers.diff(app, ask(query))).json();

const tests = ({ facts: all }: FactsAnswer) =>
  all.filter(({ kind }) => kind === 'test').map(({ key, status, seq }) => [key, status, seq]);

it('tells what is known as of an event, and of the last one where none is named', async () => {
  const id = await sample();
  expect(tests(await facts(id, 'seq=17'))).toEqual([
    ['tests/test_parser.py::test_escaped_quote', 'active', 17],
    ['tests/test_parser.py::test_quoted_newline', 'active', 8],
  ]);
  const last = await facts(id);
  expect(last.trace).toMatchObject({ id, seq: 25, events: 26 });
  expect(tests(last).map(([, status]) => status)).toEqual(['resolved', 'resolved']);
  expect((await facts(id, 'seq=0')).facts.map(({ kind }) => kind)).toEqual(['goal']);
  await expect(facts(id, 'seq=26')).rejects.toMatchObject({ code: 'bad_request' });
  await expect(facts(id, 'seq=no')).rejects.toMatchObject({ code: 'bad_request' });
  await expect(facts('f'.repeat(32))).rejects.toMatchObject({ code: 'not_found' });
});

it('says the same as the pure function, however the run is read', async () => {
  const id = await sample();
  const lineage = findLineage(app.store, id);
  for (const seq of [-1, 0, 8, 25])
    expect(await readFacts(app.store, lineage, seq)).toEqual(
      factsAt(storedRun(app.store, lineage), seq),
    );
});

it('lays two moments of one run side by side', async () => {
  const id = await sample();
  const { a, b, transitions, unchanged, same } = await diff(`a=${id}&b=${id}&aSeq=8`);
  expect([a.seq, b.seq]).toEqual([8, 25]);
  expect(
    transitions
      .filter(({ kind }) => kind === 'test')
      .map(({ key, before, after }) => [key, before?.status, after?.status, after?.seq]),
  ).toEqual([
    ['tests/test_parser.py::test_escaped_quote', 'active', 'resolved', 24],
    ['tests/test_parser.py::test_quoted_newline', 'active', 'resolved', 24],
  ]);
  expect(unchanged).toEqual([{ kind: 'goal', count: 1 }]);
  expect(same.map(({ kind }) => kind)).toEqual(['goal']);
  expect((await diff(`a=${id}&b=${id}`)).transitions).toEqual([]);
});

it('lays a branch beside its parent: what it never did is not there', async () => {
  const a = await sample();
  const { id: b } = await forkTrace(app.store, {
    ...{ id: a, seq: 8, side: 'after' },
    edits: [{ type: 'append-user', text: 'Never edit the tests.' }],
  });
  const { transitions } = await diff(`a=${a}&b=${b}`);
  const found = transitions.map(({ kind, before, after }) => [kind, before?.status, after?.status]);
  expect(found).toContainEqual(['test', 'resolved', 'active']);
  expect(found).toContainEqual(['file', 'edited', undefined]);
});

it('writes the same as Markdown, of which nothing is markup of the trace', async () => {
  const id = await sample();
  const page = await factAnswers.diff(app, ask(`a=${id}&b=${id}&aSeq=8&format=md`));
  expect(page.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  expect(await page.text()).toContain(
    '| tests/test\\_parser.py::test\\_escaped\\_quote | active | resolved | \\#24 |',
  );
  const all = await (await factAnswers.facts(app, id, ask('format=md'))).text();
  expect(all).toContain('## Tests (2)');
});

it('keeps odd keys, and leaves long values to the event that wrote them', async () => {
  app.close();
  app = openTestApp((job, post) => ({
    ended: runImport(job, [states], post),
    stop: () => undefined,
  }));
  const odd: Json = JSON.parse('{"__proto__": {"a": 1}}');
  const id = await app.import([
    { key: 'odd', value: odd },
    { key: 'long', value: 'x'.repeat(30_000) },
  ]);
  const text = await (await factAnswers.facts(app, id, ask(''))).text();
  expect(text).toContain('"detail":{"__proto__":{"a":1}}');
  const { facts: all } = JSON.parse(text);
  expect(all).toMatchObject([
    { title: 'main · long', detail: null, detailSize: 30_002 },
    { title: 'main · odd', detailSize: null },
  ]);
});

const root = corpusRoot();

it.skipIf(root === null)('reads from a StatePlane bundle what its own projections say', () => {
  const folder = join(root ?? '', 'corpus/seeds/stateplane/SYNTHETIC_from_seed/run-2');
  const read = (file: string) => readFileSync(join(folder, file));
  const files = readdirSync(folder).sort();
  const source = {
    files: files.map((file, at) => new SourceFile(at, `run-2/${file}`, read(file))),
  };
  const { format } = recognise(source, formats);
  const [trace] = collect(format, source, sha256).traces;
  const events = trace?.events ?? [];
  const known = (upTo: string): unknown => {
    const fold = new FactFold();
    const runs = events.filter(({ type }) => type === 'run_started').map(({ seq }) => seq);
    const end = upTo === 'before' ? (runs[1] ?? 0) : events.length;
    for (const event of events.slice(0, end)) fold.add(event, []);
    const all = fold.read();
    const keys = (kind: string) => all.filter((fact) => fact.kind === kind);
    return {
      failures: Object.fromEntries(keys('test').map(({ key, status }) => [key, status])),
      decisions: keys('decision').map(({ title }) => title),
      constraints: Object.fromEntries(keys('constraint').map(({ key, detail }) => [key, detail])),
    };
  };
  for (const side of ['before', 'after']) {
    const { failures, decisions, constraints } = JSON.parse(
      read(`coding_projection.${side}.json`).toString(),
    );
    expect(known(side), side).toEqual({ failures, decisions, constraints });
  }
});

/** Lines `{"key", "value"}`, each a write of state. */
const states: Format<null> = {
  id: 'states',
  title: 'States',
  sniff: () => 'certain',
  scan: ({ files }) => ({
    parts: [{ key: 'only', title: 'States' }],
    records: files.flatMap((file) => [...file.records()].map((span) => file.ref(span))),
    notes: [],
    index: null,
  }),
  read({ files }, _index, part, builder) {
    for (const file of files)
      for (const span of file.records()) {
        const parsed = file.parse(span);
        const operation = parsed.ok ? parsed.value : null;
        builder.add({
          ...{ kind: 'state', type: 's', lane: 'main', records: [file.ref(span)] },
          operations: [
            { key: textField(operation, 'key') ?? '', value: field(operation, 'value') ?? null },
          ],
        });
      }
    builder.finish({ name: part.title, format: 'states', outcome: 'ok', timeQuality: 'none' });
  },
};
