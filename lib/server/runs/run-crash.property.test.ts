import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Run } from '@/lib/api/run-contract';
import type { Store } from '@/lib/db/store';
import { isAppError } from '@/lib/errors';
import type { Model } from '@/lib/resume/resume';
import type { openEndpoint } from '@/lib/server/endpoints/open-endpoint';
import { sentTo } from '@/lib/server/executors/branch.testing';
import { createExecutor } from '@/lib/server/executors/change-executor';
import { TestHttp } from '@/lib/server/executors/http-server.testing';
import { sweep } from '@/lib/server/start-app';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { RunRegistry } from './run-registry';
import { RunsTest, scripted } from './runs.testing';

type Stream = Awaited<ReturnType<Model['doStream']>>['stream'];
type Reply = 'text' | 'recorded' | 'both' | 'live' | 'malformed' | 'cut' | 'stall' | 'error';
const replies: Reply[] = ['recorded', 'both', 'live', 'malformed', 'cut', 'stall', 'error'];
const acts = [
  ...['answer', 'twice', 'rest', 'repair', 'cancel', 'pause', 'crash', 'continue', 'edit'],
] as const;
type Act = (typeof acts)[number];

let test: RunsTest;
let server: TestHttp;
let executorId: string;
beforeEach(async () => {
  // What a process says that is cut off from its database is no news.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  test = await RunsTest.open();
  server = await TestHttp.start();
  const hints = { readOnly: true, destructive: false, idempotent: true, openWorld: false };
  const tool = { name: 'ship', description: null, schema: null, hints, allowed: true };
  const fields = { name: 'Shop', url: server.url, allowPrivate: true, trusted: false };
  const made = await createExecutor(test.store, { ...fields, kind: 'http', tools: [tool] });
  executorId = made.id;
});
afterEach(async () => {
  await test.close();
  await server.stop();
});

/** A model that does what a plan says, and keeps what it was asked, with how often a person had let it go on. */
class PlannedModel {
  readonly asked: { prompt: string; continues: number }[] = [];
  /** Nothing comes until somebody stops it. */
  stalled = false;
  continues = 0;

  constructor(private readonly plan: Reply[]) {}

  readonly open: typeof openEndpoint = async () => ({
    kind: 'openai-chat',
    shown: { id: 'scripted', kind: 'openai-chat', label: 'Planned', model: 'p', host: null },
    parameters: null,
    model: {
      specificationVersion: 'v3',
      provider: 'planned',
      modelId: 'p',
      supportedUrls: {},
      doGenerate: () => Promise.reject(new Error('It streams')),
      doStream: async ({ prompt }) => {
        this.asked.push({ prompt: JSON.stringify(prompt), continues: this.continues });
        const reply = this.plan.shift() ?? 'text';
        if (reply === 'error') throw new Error('It failed');
        this.stalled = reply === 'stall';
        return { stream: this.#stream(reply, this.asked.length) };
      },
    },
  });

  #stream(reply: Reply, count: number): Stream {
    const call = (at: number, toolName: string, input: string) => ({
      ...{ type: 'tool-call' as const, toolCallId: `c${count}-${at}`, toolName, input },
    });
    const calls = {
      recorded: [call(1, 'look', '{"q":2}')],
      both: [call(1, 'look', '{"q":2}'), call(2, 'look', `{"q":"new ${count}"}`)],
      live: [call(1, 'ship', '{}'), call(2, 'look', '{"q":1}')],
      malformed: [call(1, 'look', '{"q": 2')],
      ...{ text: [], cut: [], stall: [], error: [] },
    };
    const none = { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 };
    const usage = { inputTokens: none, outputTokens: { total: 1, text: 1, reasoning: 0 } };
    const unified = calls[reply].length > 0 ? ('tool-calls' as const) : ('stop' as const);
    return new ReadableStream({
      start(controller) {
        controller.enqueue({ type: 'text-start', id: 't' });
        controller.enqueue({ type: 'text-delta', id: 't', delta: `reply ${count}` });
        if (reply === 'stall') return;
        if (reply === 'cut') return controller.error(new Error('cut'));
        controller.enqueue({ type: 'text-end', id: 't' });
        for (const part of calls[reply]) controller.enqueue(part);
        controller.enqueue({ type: 'finish', usage, finishReason: { unified, raw: undefined } });
        controller.close();
      },
    });
  }
}

/** A process: once it has crashed, nothing of it reaches the database. */
class Process {
  #dead = false;
  readonly runs: RunRegistry;

  constructor(store: Store, model: PlannedModel) {
    const writes: Pick<Store['writes'], 'run' | 'idle'> = {
      run: (work) =>
        this.#dead
          ? new Promise(() => undefined)
          : store.writes.run(() => {
              if (this.#dead) throw new Error('dead');
              return work();
            }),
      idle: () => store.writes.idle(),
    };
    // Of a write queue nothing else is used.
    const own = { ...store, writes: writes as Store['writes'] };
    const now = () => new Date();
    this.runs = new RunRegistry(own, { allowPrivate: false, pieceMs: 0, open: model.open, now });
  }

  crash(): void {
    this.#dead = true;
  }
}

class Story {
  process: Process;
  hanging = false;

  constructor(
    readonly id: string,
    readonly run: Run,
    readonly model: PlannedModel,
    process: Process,
  ) {
    this.process = process;
  }

  get runs(): RunRegistry {
    return this.process.runs;
  }

  /** What a person does; that it may be too late for it is no fault. */
  async act(act: Act): Promise<void> {
    try {
      await this.#act(act);
    } catch (error) {
      if (!isAppError(error) || !['conflict', 'bad_request'].includes(error.code)) throw error;
    }
  }

  async #act(act: Act): Promise<void> {
    const { id } = this.run;
    const pending = async () => (await this.runs.get(id)).pending;
    const byHand = (callId: string) =>
      this.runs.answer(id, { callId, output: 'by hand', isError: false });
    switch (act) {
      case 'answer':
      case 'twice': {
        const [call] = await pending();
        if (!call) return;
        const times = act === 'twice' ? 2 : 1;
        const done = await Promise.allSettled(
          Array.from({ length: times }, () => byHand(call.callId)),
        );
        expect(done.filter(({ status }) => status === 'fulfilled').length).toBeLessThan(2);
        return;
      }
      case 'repair': {
        const call = (await pending()).find(({ state }) => state === 'malformed');
        if (call) await this.runs.repair(id, call.callId, { q: 2 });
        return;
      }
      case 'rest':
        return void (await this.runs.answerRest(id));
      case 'cancel':
        return void (await this.runs.cancel(id));
      case 'pause':
        return void (await this.runs.pause(id));
      case 'crash':
        this.process.crash();
        await sweep(test.app);
        this.process = new Process(test.store, this.model);
        return;
      case 'continue':
      case 'edit': {
        // Counted first: it may ask at once. A refused one lets nothing go on.
        this.model.continues += 1;
        const edits = act === 'edit' ? [{ type: 'append-user' as const, text: 'and more' }] : [];
        await this.runs.goOn(id, { edits });
      }
    }
  }

  /** Until nothing happens by itself. */
  async rest(): Promise<Run> {
    for (let tried = 0; tried < 2000; tried += 1) {
      const run = await this.runs.get(this.run.id);
      const on = run.status === 'running' || run.status === 'queued';
      if (!on || this.model.stalled || this.hanging) return run;
      await new Promise((done) => setTimeout(done, 1));
    }
    throw new Error('It does not come to rest');
  }
}

it('leaves a sound branch and sends nothing twice, whatever people and machines do', async () => {
  const step = fc.record({
    act: fc.constantFrom(...acts),
    /** Else the next thing is done at once. */
    rests: fc.boolean(),
  });
  const plan = fc.array(fc.constantFrom(...replies), { maxLength: 6 });
  const plot = fc.record({
    plan,
    steps: fc.array(step, { maxLength: 10 }),
    hangs: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(plot, async ({ plan: planned, steps, hangs }) => {
      const { id } = await test.branch(3, undefined, { policy: sentTo(executorId, 'ship', true) });
      const model = new PlannedModel([...planned]);
      const process = new Process(test.store, model);
      const run = await process.runs.start(id, scripted, { maxSteps: 200 });
      const story = new Story(id, run, model, process);
      server.answer = (response) => {
        story.hanging = hangs;
        if (!hangs) return void response.end('{"output": "shipped"}');
        response.on('close', () => {
          story.hanging = false;
        });
      };
      for (const { act, rests } of steps) {
        if (rests) await story.rest();
        await story.act(act);
        if (['cancel', 'crash'].includes(act)) model.stalled = false;
        // What a dead process waits for is nobody's any more.
        if (act === 'crash') story.hanging = false;
      }
      await finish(story);
      await holds(story);
    }),
    { numRuns: 60 },
  );
}, 120_000);

/** However it stands, a person brings it to its end. */
async function finish(story: Story): Promise<void> {
  for (let tried = 0; tried < 60; tried += 1) {
    const { status } = await story.rest();
    if (status === 'done') return;
    const stuck = status === 'running' || status === 'queued';
    await story.act(stuck ? 'cancel' : status === 'waiting' ? 'answer' : 'continue');
    if (stuck) story.model.stalled = false;
  }
  throw new Error('It never comes to its end');
}

const isAppended = ({ type }: ForkEdit): boolean => type === 'append-user';

async function holds({ id, run, model, runs }: Story): Promise<void> {
  expect(await test.broken(id)).toEqual([]);
  const { steps } = await runs.get(run.id);
  expect(model.asked.length).toBeLessThanOrEqual(steps);
  const once = model.asked.map(({ prompt, continues }) => `${continues} ${prompt}`);
  expect(new Set(once).size).toBe(once.length);

  const events = test.own(id);
  const callIds = events.flatMap((one) => (one.kind === 'tool-call' ? [one.callId] : []));
  expect(new Set(callIds).size).toBe(callIds.length);
  const answered = events.flatMap((one) => (one.kind === 'tool-result' ? [one.call] : []));
  expect(new Set(answered).size).toBe(answered.length);
  // Words that a person puts behind a call leave it without an answer: a fork may begin like that, too.
  const passed = events.some((one) => one.kind === 'edit' && one.edits.some(isAppended));
  if (!passed) expect(answered.length).toBe(callIds.length);

  const keys = server.seen.map(({ headers }) => headers['idempotency-key']);
  expect(new Set(keys).size).toBe(keys.length);
}
