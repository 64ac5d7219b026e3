import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { counterfactualSchema } from '@/lib/api/counterfactual-contract';
import { sqliteBulkWriter } from '@/lib/db/sqlite-bulk-writer';
import { storedTraceSink } from '@/lib/db/stored-trace-sink';
import { counterfactual } from '@/lib/replay/counterfactual/counterfactual';
import { leaveOutEdits } from '@/lib/replay/counterfactual/left-out';
import { storeParent } from '@/lib/server/executors/branch.testing';
import { listedFact } from '@/lib/server/facts/listed-fact';
import { newId } from '@/lib/server/new-id';
import { requestAt } from '@/lib/server/prepare/request-at';
import { sha256 } from '@/lib/server/sha256';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { findLineage } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { storedRun } from '@/lib/server/traces/stored-run';
import { type Conversation, type EventDraft, TraceBuilder } from '@/lib/trace/builder';
import type { Json } from '@/lib/trace/json';
import { textMessage } from '@/lib/trace/message';
import { parseExcluded } from '@/lib/view/excluded-param';
import { answerCounterfactual } from './answer-counterfactual';

let app: TestApp;
beforeEach(() => {
  app = openTestApp();
});
afterEach(() => app.close());

/** Stores a trace of these events. */
function stored(events: Iterable<EventDraft>): string {
  const id = newId();
  const writer = sqliteBulkWriter(app.store.raw, { now: () => new Date() });
  const none = { uploadId: null, partKey: '', parentId: null, forkSeq: null, poolBase: 0 };
  writer.trace({ id, name: 'a trace', format: 'talk', fork: null, ...none });
  const builder = new TraceBuilder(sha256, storedTraceSink(writer, id));
  let now: Conversation | null = builder.root;
  for (const event of events) now = builder.add({ ...event, conversation: now }).conversation;
  builder.finish({ name: 'a trace', format: 'talk', outcome: 'ok', timeQuality: 'none' });
  writer.ready([id]);
  return id;
}

const common = { lane: 'main', records: [] };
const say = (text: string): EventDraft => ({
  ...{ ...common, kind: 'message', type: 'user', role: 'user' },
  says: [textMessage('user', text)],
});
const write = (key: string, value: Json): EventDraft => ({
  ...{ ...common, kind: 'state', type: 'write' },
  operations: [{ key, value, version: 1 }],
});

async function ask(id: string, query: string, signal = new AbortController().signal) {
  const url = `http://127.0.0.1/api/traces/${id}/counterfactual?${query}`;
  const response = await answerCounterfactual(app, id, { url, signal });
  const text = await response.text();
  return { text, answer: counterfactualSchema.parse(JSON.parse(text)) };
}

describe('what would have been', () => {
  it('is state without what wrote it, and with what it had hidden', async () => {
    const hostile: Json = JSON.parse('{"__proto__":{"polluted":true}}');
    const id = stored([say('go'), write('a', 1), write('a', 2), write('__proto__', hostile)]);
    const { answer, text } = await ask(id, 'seq=3&x=2-3');
    expect(answer.excluded).toEqual({ asked: [[2, 4]], alsoExcluded: [], count: 2 });
    expect(answer.note).toContain('Filtering, not causation');
    expect(answer.state).toMatchObject({ before: 2, changed: 2 });
    const found = answer.state?.changes.map(({ before, after }) => [
      before?.key,
      before?.value,
      after && { value: after.value, seq: after.seq, writes: after.writes },
    ]);
    expect(JSON.stringify(found)).toBe(
      JSON.stringify([
        ['__proto__', hostile, null],
        ['a', 2, { value: 1, seq: 1, writes: 1 }],
      ]),
    );
    expect(text).toContain('"__proto__":{"polluted":true}');
  });

  it('is the same as the pure function says, whichever part is asked for', async () => {
    const id = storeParent(app.store, [
      { tool: 'look', input: { q: 1 } },
      { tool: 'look', input: { q: 2 } },
    ]);
    const run = storedRun(app.store, findLineage(app.store, id));
    for (const side of ['before', 'after'] as const)
      for (const [seq] of run.outline.entries())
        for (const x of ['', '0', '1', '2', '3,5', '0-9']) {
          const exclude = parseExcluded(x, run.outline.length) ?? [];
          const pure = counterfactual(run, { seq, side, exclude });
          const { answer } = await ask(id, `seq=${seq}&side=${side}&x=${x}`);
          expect(answer.messages?.changes).toEqual(pure.messages.changes);
          expect(answer.messages?.after).toBe(pure.messages.after);
          expect(answer.facts?.changes).toEqual(
            pure.facts.map(({ before, after, ...fact }) => ({
              ...fact,
              before: before && listedFact(before),
              after: after && listedFact(after),
            })),
          );
          expect(answer.state?.changed).toBe(pure.state.length);
          const half = await ask(id, `seq=${seq}&side=${side}&x=${x}&only=messages`);
          expect(half.answer).toEqual({ ...answer, state: null, facts: null });
        }
  });

  it('leaves long values to the events that wrote them, of state and of facts', async () => {
    const id = stored([say('go'), write('long', 'x'.repeat(30_000))]);
    const { text, answer } = await ask(id, 'seq=1&x=1');
    expect(answer.state?.changes).toMatchObject([{ before: { value: null, size: 30_002 } }]);
    expect(answer.facts?.changes).toMatchObject([
      { kind: 'value', before: { detail: null, detailSize: 30_002 }, after: null },
    ]);
    expect(text.length).toBeLessThan(3000);
  });

  it('changes nothing and writes nothing: the database keeps its bytes', async () => {
    const id = storeParent(app.store, [{ tool: 'look', input: { q: 1 } }]);
    app.store.raw.pragma('wal_checkpoint(TRUNCATE)');
    const bytes = () => ['', '-wal'].map((end) => sha256(readFileSync(`${app.store.file}${end}`)));
    const before = bytes();
    const none = await ask(id, 'seq=3');
    const again = await ask(id, 'seq=3&x=');
    const without = await ask(id, 'seq=3&x=0-3');
    await requestAt(app.store, { id, seq: 3, side: 'after', x: '2' });
    expect(again.text).toBe(none.text);
    expect((await ask(id, 'seq=3&x=0-3')).text).toBe(without.text);
    expect(none.answer.messages).toMatchObject({ changes: [], changed: 0, after: 3 });
    expect(none.answer.state).toMatchObject({ changed: 0 });
    expect(none.answer.facts).toMatchObject({ changed: 0 });
    expect(bytes()).toEqual(before);
  });

  it('is what a fork with these events left out begins with', async () => {
    const id = storeParent(app.store, [
      { tool: 'look', input: { q: 1 } },
      { tool: 'look', input: { q: 2 } },
    ]);
    const { answer } = await ask(id, 'seq=5&x=2');
    const edits = leaveOutEdits(answer.messages?.changes ?? []);
    const branch = await forkTrace(app.store, { id, seq: 5, side: 'after', edits });
    const forked = await requestAt(app.store, { id: branch.id, seq: 6, side: 'after', x: '' });
    const shown = await requestAt(app.store, { id, seq: 5, side: 'after', x: '2' });
    expect(forked.request?.body).toBe(shown.request?.body);
    expect(forked.request?.body).not.toContain('out 1');
    expect(forked.request?.body).toContain('out 2');
  });

  it('is refused for what is not there', async () => {
    const id = stored([say('go')]);
    for (const query of ['seq=1', 'seq=-1', 'seq=0&x=a', 'seq=0&only=all', 'x=1', 'seq=0&y=1'])
      await expect(ask(id, query), query).rejects.toMatchObject({ code: 'bad_request' });
    await expect(ask('f'.repeat(32), 'seq=0')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('lets others have their turn, and ends when nobody waits any more', async () => {
    const id = stored(
      (function* () {
        for (let at = 0; at < 5000; at += 1) yield at % 2 ? write(`k${at % 50}`, at) : say(`${at}`);
      })(),
    );
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 0);
    const { answer } = await ask(id, 'seq=4999&x=4999');
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
    expect(answer.state?.changes[0]).toMatchObject({
      before: { key: 'k49', value: 4999 },
      after: { key: 'k49', value: 4949 },
    });
    const leaving = new AbortController();
    const waiting = ask(id, 'seq=4998&x=1', leaving.signal);
    leaving.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
  });
});
