import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Message, textMessage, textOf } from '@/lib/trace/message';
import * as bernstein from './bernstein';
import { diffTraces } from './diff-traces';
import type { ReplayAgent } from './fork';
import { Replayer } from './replayer';
import * as statehouse from './statehouse';

const fixture = (path: string): string => `lib/formats/fixtures/${path}`;
const refund = fixture('shipit/refund-v1.json');
const openAi = fixture('messages/openai-array.json');

/** Says what it was asked, and remembers it. */
function echo(): ReplayAgent & { asked: { history: Message[]; prompt: string | null }[] } {
  const asked: { history: Message[]; prompt: string | null }[] = [];
  return {
    asked,
    run({ history, prompt }) {
      asked.push({ history, prompt });
      return { output: `asked ${prompt}` };
    },
  };
}

describe('opening', () => {
  it('reads a file, a gzipped file, a record and a store alike', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'retake-replayer-'));
    const text = await readFile(refund);
    writeFileSync(join(folder, 'run.json.gz'), gzipSync(text));
    const record: unknown = JSON.parse(text.toString());
    const opened = [
      await Replayer.fromFile(refund),
      await Replayer.fromFile(join(folder, 'run.json.gz')),
      Replayer.fromRecord(record),
      await Replayer.fromStore({ load: async () => record }, 'refund-41'),
    ];
    rmSync(folder, { recursive: true });
    for (const run of opened) {
      expect(run.traceId).toBe('refund-41');
      expect(run.metadata).toMatchObject({ format: 'shipit' });
      expect(run.events).toHaveLength(run.length);
      expect(run.fingerprint()).toBe(opened[0]?.fingerprint());
    }
  });

  it('says what is wrong', async () => {
    expect(() => Replayer.fromRecord({ nothing: 'known' })).toThrow();
    expect(() => Replayer.fromRecord(undefined)).toThrow(TypeError);
    await expect(Replayer.fromFile('no-such-file.json')).rejects.toThrow('ENOENT');
    const several = fixture('native/two-traces.jsonl');
    await expect(Replayer.fromFile(several)).rejects.toThrow('holds 2 traces');
    expect(await Replayer.allFromFile(several)).toHaveLength(2);
  });
});

describe('looking', () => {
  it('finds events and messages', async () => {
    const run = await Replayer.fromFile(refund);
    const [called] = run.eventIndicesByType('tool_called');
    expect(run.events[called ?? -1]).toMatchObject({ kind: 'tool-call', tool: 'find_order' });
    expect(run.eventIndicesByType('never')).toEqual([]);
    const [[seq, text] = []] = run.findUserMessages();
    expect(text).toBe('Refund order A-1042, the lamp came broken.');
    expect(run.messagesAt(seq ?? -1).map(textOf)).toEqual([text]);
  });

  it('says where a run stopped', async () => {
    const run = await Replayer.fromFile(fixture('shipit/turns-and-crash.json'));
    const { seq, what, unanswered } = run.lastCompletedStep();
    expect(what).toMatch(/^(model call|tool result|state)/);
    expect(run.outline.slice((seq ?? 0) + 1).some(({ kind }) => kind === 'tool-result')).toBe(
      false,
    );
    expect(unanswered.every((call) => run.outline[call]?.kind === 'tool-call')).toBe(true);
  });

  it('takes -1 and the length for no events', async () => {
    const run = await Replayer.fromFile(refund);
    for (const seq of [-1, run.length, 0.5])
      for (const look of [() => run.messagesAt(seq), () => run.fork(seq), () => run.stateAt(seq)])
        expect(look).toThrow(RangeError);
  });

  it('gives copies away', async () => {
    const run = await Replayer.fromFile(refund);
    const before = run.fingerprint();
    run.events.length = 0;
    for (const message of run.messagesAt(0)) message.parts.length = 0;
    expect(run.length).toBeGreaterThan(0);
    expect(run.messagesAt(0).map(textOf)).toEqual(['Refund order A-1042, the lamp came broken.']);
    expect(run.fingerprint()).toBe(before);
  });
});

describe('going on', () => {
  it('asks the edited question once, and keeps forks apart', async () => {
    const run = await Replayer.fromFile(refund);
    const agent = echo();
    const forks = ['first', 'second', ''].map((editUserMessage) =>
      run.fork(0, { editUserMessage, extraMetadata: { try: editUserMessage } }),
    );
    for (const fork of forks) await fork.continueFrom(agent);
    expect(agent.asked).toEqual([
      { history: [], prompt: 'first' },
      { history: [], prompt: 'second' },
      { history: [], prompt: '' },
    ]);
    expect(forks.map(({ metadata }) => metadata.try)).toEqual(['first', 'second', '']);
    expect(forks[0]?.edits).toEqual([{ type: 'replace-last-user', text: 'first' }]);
    expect(forks[0]?.sourceTraceId).toBe('refund-41');
    forks[0]?.messages.push(textMessage('user', 'later'));
    expect(forks[0]?.messages.map(textOf)).toEqual(['first']);
  });

  it('goes on without a question where the conversation ends with something else', async () => {
    const run = await Replayer.fromFile(openAi);
    const result = run.events.find(({ kind }) => kind === 'tool-result');
    const agent = echo();
    const fork = run.fork(result?.seq ?? -1);
    expect(fork.userPrompt).toBeNull();
    await fork.continueFrom(agent);
    expect(agent.asked).toEqual([{ history: fork.messages, prompt: null }]);
  });

  it('makes a run of what the agent said, which can be forked again', async () => {
    const run = await Replayer.fromFile(openAi);
    const result = run.events.find(({ kind }) => kind === 'tool-result')?.seq ?? -1;
    const said: Message[] = [
      {
        role: 'assistant',
        parts: [{ type: 'tool-call', callId: 'new', tool: 'look', input: { at: 1 } }],
      },
      { role: 'tool', parts: [{ type: 'tool-result', callId: 'new', output: 'seen' }] },
      textMessage('assistant', 'Done.'),
    ];
    const { replayer, output } = await run
      .fork(result)
      .continueFrom({ run: () => ({ messages: said }) });
    expect(output).toBe('Done.');
    const added = replayer.events.slice(result + 1);
    expect(added.map(({ kind }) => kind)).toEqual([
      'edit',
      'model-call',
      'tool-call',
      'tool-result',
      'model-call',
    ]);
    expect(replayer.messagesAt(replayer.length - 1, 'after')).toEqual([
      ...run.messagesAt(result),
      ...said,
    ]);
    const again = await replayer.fork(replayer.length - 2).continueFrom(echo());
    expect(again.replayer.length).toBe(replayer.length + 1);
  });

  it('lets the error of an agent through', async () => {
    const run = await Replayer.fromFile(refund);
    const broken: ReplayAgent = {
      run() {
        throw new Error('out of money');
      },
    };
    await expect(run.fork(0).continueFrom(broken)).rejects.toThrow('out of money');
  });
});

describe('leaving out', () => {
  it('shows what would have been, and changes nothing', async () => {
    const run = await Replayer.fromFile(openAi);
    const before = run.fingerprint();
    const called = run.events.find(({ kind }) => kind === 'tool-call')?.seq ?? -1;
    const { excluded, messages } = run.counterfactual({ exclude: [called] });
    const answer = run.outline.find(({ call }) => call === called)?.seq;
    expect([...excluded.seqs].sort()).toEqual([called, answer]);
    expect(messages.changes.length).toBeGreaterThan(0);
    expect(run.counterfactual({ exclude: [] })).toMatchObject({
      messages: { changes: [] },
      state: [],
      facts: [],
    });
    expect(run.fingerprint()).toBe(before);
    expect(() => run.counterfactual({ exclude: [], seq: -1 })).toThrow(RangeError);
  });

  it('knows what a coding agent established', async () => {
    const run = await Replayer.fromFile('lib/samples/coding-agent.jsonl');
    const facts = run.factsAt(run.length - 1);
    expect(facts.find(({ kind }) => kind === 'goal')).toBeDefined();
    expect(facts.every(({ seq, since }) => since <= seq && seq < run.length)).toBe(true);
  });
});

describe('comparing', () => {
  it('says that a run is identical to itself', async () => {
    const run = await Replayer.fromFile(refund);
    const diff = diffTraces(run, run);
    expect(diff).toMatchObject({ verdict: 'identical', contentIdentical: true, fork: null });
    expect(diff.byType).toMatchObject({ identical: true, divergedAt: null });
    expect(diff.toLines(1)).toHaveLength(1);
    expect(diff.toLines(0)).toEqual([]);
  });

  it('shows where a fork parts', async () => {
    const run = await Replayer.fromFile(openAi);
    const { replayer } = await run.fork(0, { editUserMessage: 'Something else?' }).continueFrom({
      run: () => ({ output: 'Certainly.' }),
    });
    const lines = diffTraces(run, replayer).toLines();
    expect(lines.join('\n')).toContain('Certainly.');
    expect(diffTraces(run, replayer).contentIdentical).toBe(false);
  });
});

describe('what the seeds say exactly', () => {
  it('comes from the files of Bernstein', async () => {
    const log = await readFile(fixture('bernstein/team-run/runs/20260301-090000/replay.jsonl'));
    const events = bernstein.loadEvents(log);
    const spawned = bernstein.filterEvents(events, { eventType: 'agent_spawned' });
    expect(spawned.length).toBeGreaterThan(0);
    expect(spawned.length).toBeLessThan(events.length);
    const place = {
      runs: [{ id: 'r-1', log, metadata: null }],
      hasTask: () => false,
      columns: 80,
      hash: bernstein.sha256,
    };
    const argv = ['latest', '--event-type', 'agent_spawned', '--as-json'];
    const { stdout, exitCode } = bernstein.bernsteinCli('replay-filter', argv, place) ?? {};
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`"total_matched": ${spawned.length}`);
    expect(bernstein.fingerprintRaw(log, bernstein.sha256)).toBe(bernstein.sha256(log));
  });

  it('comes from the state of any run', async () => {
    const run = await Replayer.fromFile(fixture('statehouse/cli-lines.jsonl'));
    const [write] = run.stateAt(run.length - 1);
    const scope = { namespace: write?.namespace ?? '', agent: write?.agent ?? '' };
    const events = [
      ...statehouse.statehouseReplay(statehouse.transactionsOf(run.events), scope),
    ].map(({ txn_id: transaction, commit_ts: commit, operations }) => ({
      ...{ transaction, commit },
      operations: operations.map(({ value, ...rest }) => ({
        ...rest,
        value: value === null ? null : statehouse.clientValue(value),
      })),
    }));
    expect(events.length).toBeGreaterThan(0);
    const { stdout } = statehouse.replayCommand(events, { ...scope, limit: 1 });
    expect(stdout).toMatch(/^\d\d:\d\d:\d\dZ .*agent=.*\n$/);
  });
});
