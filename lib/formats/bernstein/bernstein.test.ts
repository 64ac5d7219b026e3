import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sha256 } from '@/lib/trace/sha256.testing';
import { collect } from '../collect';
import { formats } from '../index';
import { brokenLaws } from '../laws.testing';
import { recognise } from '../recognise';
import { SourceFile } from '../source/source-file';
import { bernstein } from './bernstein';

const fixtures = fileURLToPath(new URL('../fixtures/bernstein/', import.meta.url));
const bytes = (path: string): Uint8Array => readFileSync(`${fixtures}${path}`);

function opened(files: Record<string, string | Uint8Array>) {
  const source = {
    files: Object.entries(files).map(
      ([path, content], index) =>
        new SourceFile(
          index,
          path,
          typeof content === 'string' ? new TextEncoder().encode(content) : content,
        ),
    ),
  };
  const collected = collect(bernstein, source, sha256);
  expect(brokenLaws(collected)).toEqual([]);
  return collected;
}

const run = (id: string, ...events: string[]) =>
  [`{"ts": 1, "elapsed_s": 0, "event": "run_started", "run_id": "${id}"}`, ...events].join('\n');
const done = '{"ts": 9, "elapsed_s": 8, "event": "run_completed"}';

describe('Bernstein', () => {
  it('gives each run of a folder a trace of its own, named after its folder', () => {
    const { traces } = opened({
      '.sdd/runs/one/replay.jsonl': run('one', done),
      '.sdd/runs/two/replay.jsonl': run('two'),
      '.sdd/runs/two/metadata.json': '{"run_id": "two", "git_sha": "f00", "git_branch": "main"}',
    });
    expect(traces.map(({ header }) => [header.name, header.sourceId, header.outcome])).toEqual([
      ['one', 'one', 'ok'],
      ['two', 'two', 'unfinished'],
    ]);
    expect(traces[1]?.header.origin).toEqual({ branch: 'main', commit: 'f00' });
  });

  it('reads the part that was moved aside first', () => {
    const { traces } = opened({
      'runs/a/replay.jsonl': done,
      'runs/a/replay.jsonl.1': run('a'),
    });
    expect(traces).toHaveLength(1);
    expect(traces[0]?.events.map(({ type }) => type)).toEqual(['run_started', 'run_completed']);
  });

  it('never adds costs up that run on', () => {
    const cost = (at: number, usd: number) =>
      `{"ts": ${at}, "elapsed_s": ${at}, "event": "task_completed", "task_id": "T", "cost_usd": ${usd}}`;
    const { traces } = opened({ 'replay.jsonl': run('a', cost(2, 0.5), cost(3, 0.75), done) });
    expect(traces[0]?.header.totals.costUsd).toBeNull();
    expect(traces[0]?.header.extra).toEqual({ spentUsd: 0.75 });
  });

  it('lays recorded calls between the events of their run, their prompts missing', () => {
    const { traces } = opened({
      'runs/a/llm_calls.jsonl':
        '{"ts": 5, "key": "k", "model": "m", "prompt_len": 3, "response": "hello"}',
      'runs/a/replay.jsonl': run('a', done),
    });
    const [trace] = traces;
    expect(trace?.events.map(({ kind }) => kind)).toEqual(['log', 'model-call', 'log']);
    expect(trace?.events[1]).toMatchObject({ saw: null, sawFidelity: 'missing', model: 'm' });
  });

  it('keeps each file in its own order, whatever the clocks say', () => {
    const back = '{"ts": 0.5, "elapsed_s": 0, "event": "tick_start", "tick": 1}';
    const { traces } = opened({ 'replay.jsonl': run('a', done, back) });
    expect(traces[0]?.events.map(({ type }) => type)).toEqual([
      'run_started',
      'run_completed',
      'tick_start',
    ]);
  });

  it('hashes two runs of the same decisions alike', () => {
    const log = (from: number, agent: string) =>
      [
        `{"ts": ${from}, "elapsed_s": 0, "event": "run_started", "run_id": "${from}", "max_agents": 2}`,
        `{"ts": ${from + 1}, "elapsed_s": 1, "event": "task_claimed", "task_id": "T-1", "agent_id": "${agent}"}`,
      ].join('\n');
    const hashes = (text: string) =>
      opened({ 'replay.jsonl': text }).traces[0]?.outline.map(({ hash }) => hash);
    expect(hashes(log(100, 'backend-1'))).toEqual(hashes(log(900, 'backend-2')));
    expect(hashes(log(100, 'backend-1'))).not.toEqual(
      hashes(log(100, 'backend-1').replace('T-1', 'T-2')),
    );
  });

  it('reads a task trace once, from its fullest line, wherever it was written', () => {
    const { traces } = opened({
      'traces/T-1.jsonl': bytes('tasks/traces/T-1.jsonl'),
      'traces/T-2.jsonl': bytes('tasks/traces/T-1.jsonl'),
    });
    expect(traces).toHaveLength(1);
    expect(traces[0]?.header).toMatchObject({ name: 'Fix the rounding', outcome: 'ok' });
    expect(traces[0]?.notes.map(({ code }) => code)).toContain('other-versions');
  });

  it('does not take metadata without a run for a trace', () => {
    const metadata = new SourceFile(
      0,
      'metadata.json',
      bytes('team-run/runs/20260301-090000/metadata.json'),
    );
    expect(() => recognise({ files: [metadata] }, formats)).toThrow();
  });
});
