import type { EndpointChoice } from '@/lib/api/endpoint-contract';
import type { Run, RunUpdate } from '@/lib/api/run-contract';
import { readEvents } from '@/lib/db/read-event';
import { readMessages } from '@/lib/db/read-messages';
import { readOutline } from '@/lib/db/read-outline';
import { sqliteBulkWriter } from '@/lib/db/sqlite-bulk-writer';
import type { Store } from '@/lib/db/store';
import { storedTraceSink } from '@/lib/db/stored-trace-sink';
import { conversationAt } from '@/lib/replay/conversation-at';
import { startMockOpenaiChat } from '@/lib/resume/mock-openai-chat.testing';
import type { Mock } from '@/lib/resume/mock-server.testing';
import { createEndpoint } from '@/lib/server/endpoints/change-endpoint';
import { newId } from '@/lib/server/new-id';
import { sha256 } from '@/lib/server/sha256';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { type Conversation, type EventDraft, TraceBuilder } from '@/lib/trace/builder';
import type { Event } from '@/lib/trace/event';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { brokenInvariants } from '@/lib/trace/invariants';
import { type Message, textMessage } from '@/lib/trace/message';
import type { ToolPolicy } from '@/lib/trace/tool-policy';
import type { RunOptions } from './run-engine';
import { RunRegistry } from './run-registry';

export const scripted: EndpointChoice = { id: 'scripted' };
export const ask: ForkEdit[] = [{ type: 'replace-last-user', text: 'find the other one' }];

export type TestEndpoint = Partial<Parameters<typeof createEndpoint>[1]>;

/** 0 user, 1 call look(q 1), 2 its event, 3 result, 4 call look(q 2), 5 its event, 6 result, 7 the end */
async function parentTrace(store: Store): Promise<string> {
  const id = newId();
  const writer = sqliteBulkWriter(store.raw, { now: () => new Date() });
  const trace = {
    uploadId: null,
    partKey: '',
    parentId: null,
    forkSeq: null,
    poolBase: 0,
    fork: null,
  };
  writer.trace({ id, name: 'parent', format: 'talk', ...trace });
  const builder = new TraceBuilder(sha256, storedTraceSink(writer, id));
  let now: Conversation | null = builder.root;
  const add = (draft: EventDraft) => {
    now = builder.add({ ...draft, conversation: now }).conversation;
  };
  const common = { lane: 'main', records: [] };
  const model = { ...common, kind: 'model-call' as const, type: 'call', name: 'm-1', model: 'm-1' };
  const system = [{ type: 'text' as const, text: 'You help.' }];
  const tools = [{ name: 'look', schema: { type: 'object' } }];
  const told = { usage: null, costUsd: null, finishReason: null };
  const setup = { system, tools, model: 'm-1', parameters: { temperature: 0.5 } };
  const says = [textMessage('user', 'find it')];
  add({ ...common, kind: 'message', type: 'user', role: 'user', says });
  for (const [q, seq] of [[1, 2] as const, [2, 5] as const]) {
    const part = { type: 'tool-call' as const, callId: `p${q}`, tool: 'look', input: { q } };
    add({ ...model, ...told, setup, says: [{ role: 'assistant', parts: [part] }] });
    const { callId, tool, input } = part;
    add({ ...common, kind: 'tool-call', type: 'call', name: tool, tool, callId, input });
    const result = { type: 'tool-result' as const, callId, output: `found ${q}` };
    const says = [{ role: 'tool' as const, parts: [result] }];
    add({
      ...common,
      kind: 'tool-result',
      type: 'result',
      name: tool,
      tool,
      callId,
      call: seq,
      says,
    });
  }
  add({ ...model, ...told, setup, says: [textMessage('assistant', 'the end')] });
  builder.finish({ name: 'parent', format: 'talk', outcome: 'failed', timeQuality: 'none' });
  writer.ready([id]);
  return id;
}

/** A real database, a mock of an API on loopback, and runs over both. */
export class RunsTest {
  runs: RunRegistry;

  private constructor(
    readonly app: TestApp,
    readonly mock: Mock,
    readonly openai: EndpointChoice,
    private readonly options: Partial<RunOptions>,
  ) {
    this.runs = this.registry();
  }

  static async open(options: Partial<RunOptions> = {}): Promise<RunsTest> {
    const app = openTestApp();
    const mock = await startMockOpenaiChat();
    const test = new RunsTest(app, mock, scripted, options);
    return new RunsTest(app, mock, await test.endpoint(), options);
  }

  async close(): Promise<void> {
    this.runs.stop();
    await this.runs.idle();
    await this.mock.close();
    await this.app.close();
  }

  get store(): Store {
    return this.app.store;
  }

  /** As another process would have it. */
  registry(options: Partial<RunOptions> = {}): RunRegistry {
    const usual = { allowPrivate: false, pieceMs: 1, now: () => new Date() };
    return new RunRegistry(this.store, { ...usual, ...this.options, ...options });
  }

  /** A stored endpoint at the mock. */
  async endpoint(more: TestEndpoint = {}): Promise<EndpointChoice> {
    const draft = {
      ...{ name: 'Mock', kind: 'openai-compatible' as const, baseUrl: this.mock.url, model: 'm-2' },
      ...{ parameters: null, allowPrivate: true, key: 'sk-secret-key' },
    };
    const { id } = await createEndpoint(this.store, { ...draft, ...more }, false);
    return { id };
  }

  async branch(
    seq = 3,
    edits: ForkEdit[] = ask,
    { side = 'after', policy }: { side?: 'before' | 'after'; policy?: ToolPolicy } = {},
  ): Promise<{ parent: string; id: string }> {
    const parent = await parentTrace(this.store);
    const { id } = await forkTrace(this.store, { id: parent, seq, side, edits, policy });
    return { parent, id };
  }

  async follow(run: Run, stop: (run: Run) => boolean): Promise<Run> {
    for await (const update of this.runs.updates(run.id, undefined)) {
      if (update.type === 'run' && stop(update.run)) return update.run;
    }
    return this.runs.get(run.id);
  }

  /** Until it neither runs nor is about to. */
  ended(run: Run): Promise<Run> {
    return this.follow(run, ({ status }) => status !== 'running' && status !== 'queued');
  }

  /** All that a reader is told until something happens. */
  async seen(run: Run, stop: (update: RunUpdate) => boolean): Promise<RunUpdate[]> {
    const updates: RunUpdate[] = [];
    for await (const update of this.runs.updates(run.id, undefined)) {
      updates.push(update);
      if (stop(update)) break;
    }
    return updates;
  }

  /** Until so much of a reply has come. */
  async came(run: Run, text: string): Promise<void> {
    await this.seen(run, (update) => update.type === 'partial' && update.text.includes(text));
  }

  own(id: string): Event[] {
    const lineage = findLineage(this.store, id);
    const fork = lineage.segments.at(-1)?.fromSeq ?? 0;
    return [...readEvents(this.store.raw, lineage, fork)];
  }

  kinds(id: string): string[] {
    return this.own(id).map(({ kind }) => kind);
  }

  talkAt(id: string, seq: number, side: 'before' | 'after'): (Message | undefined)[] {
    const lineage = findLineage(this.store, id);
    const pool = [...readMessages(this.store.raw, lineage)];
    return (conversationAt(readOutline(this.store, lineage), seq, side) ?? []).map(
      ({ position }) => pool[position]?.message,
    );
  }

  /** What the mock was sent. */
  body(at: number) {
    return JSON.parse(this.mock.requests[at]?.body ?? 'null');
  }

  async broken(id: string): Promise<string[]> {
    const trace = await findTrace(this.store, id);
    const outline = readOutline(this.store, findLineage(this.store, id));
    return brokenInvariants({ ...trace, sourceId: null }, outline);
  }
}
