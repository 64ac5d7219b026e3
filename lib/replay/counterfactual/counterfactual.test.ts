import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '@/lib/formats/collect';
import { formats } from '@/lib/formats/index';
import { recognise } from '@/lib/formats/recognise';
import { SourceFile } from '@/lib/formats/source/source-file';
import { anySteps, builtTrace as anyTrace } from '@/lib/trace/any-trace.testing';
import { positionsOf } from '@/lib/trace/conversation';
import type { Event } from '@/lib/trace/event';
import { looseSpelling } from '@/lib/trace/identity';
import { type Message, textMessage } from '@/lib/trace/message';
import type { OutlineRow } from '@/lib/trace/outline';
import { emptySetup, type Setup } from '@/lib/trace/setup';
import { sha256 } from '@/lib/trace/sha256.testing';
import { applyEdits } from '../fork/apply-edits';
import { builtTrace } from '../fork/built-trace';
import { forkPoint } from '../fork/fork-point';
import { pairCalls } from '../fork/pair-calls';
import { type RunSource, saidBy } from '../run-source';
import { counterfactual, messagesWithout } from './counterfactual';
import { excludeWith } from './exclude-with';
import { leaveOutEdits } from './left-out';

interface InMemory {
  events: readonly Event[];
  outline: readonly OutlineRow[];
  messages: readonly Message[];
  setups: ReadonlyMap<string, Setup>;
}

function runOf({ events, outline, messages, setups }: InMemory): RunSource {
  const found = <Body>(body: Body | undefined): Body => {
    if (body === undefined) throw new RangeError('not there');
    return body;
  };
  return {
    outline,
    event: (seq) => found(events[seq]),
    events: (from = 0, to = events.length) => events.slice(from, to),
    message: (position) => found(messages[position]),
    setup: (hash) => found(setups.get(hash)),
  };
}

const root = fileURLToPath(new URL('../../formats/fixtures', import.meta.url));
const filesUnder = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesUnder(join(path, name)))
    : [path];

/** Every trace of every fixture of every format. */
const fixtures = readdirSync(root)
  .filter((folder) => statSync(join(root, folder)).isDirectory())
  .flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => !name.endsWith('.golden.txt'))
      .flatMap((name) => {
        const files = filesUnder(join(root, folder, name)).map(
          (file, index) => new SourceFile(index, file.slice(root.length + 1), readFileSync(file)),
        );
        const { traces } = collect(recognise({ files }, formats).format, { files }, sha256);
        return traces.map((trace) => ({
          name: `${folder}/${name} ${trace.key}`,
          run: runOf({ ...trace, messages: trace.messages.map(({ message }) => message) }),
        }));
      }),
  );
const fixture = (start: string): RunSource => {
  const found = fixtures.find(({ name }) => name.startsWith(start));
  if (!found) throw new Error(`No fixture ${start}`);
  return found.run;
};

/** The conversation at a moment without some events, as text. */
function without(
  run: RunSource,
  seq: number,
  exclude: number[],
  side: 'before' | 'after' = 'after',
) {
  const { entries } = forkPoint(run.outline, seq, side);
  const messages = entries.map(({ position }) => run.message(position));
  const { changes } = messagesWithout(run, { seq, side }, excludeWith(run.outline, exclude));
  return {
    before: messages,
    changes,
    after: applyEdits(messages, emptySetup, leaveOutEdits(changes)).messages.map(
      ({ message }) => message,
    ),
  };
}

/** Calls that nobody answers and answers that nobody asked for. */
const unpaired = (messages: readonly Message[]): number => {
  const { calls, orphans } = pairCalls(messages);
  return calls.filter(({ result }) => result === null).length + orphans.length;
};

const everySecond = (length: number): number[] =>
  Array.from({ length }, (_, at) => at).filter((at) => at % 2 === 1);

describe.each(fixtures)('$name', ({ run }) => {
  const { outline } = run;
  const moments = outline.flatMap(({ seq }) =>
    (['before', 'after'] as const).map((side) => ({ seq, side })),
  );

  it('is as it was without nothing', () => {
    for (const moment of moments) {
      const { messages, state, facts, excluded } = counterfactual(run, { ...moment, exclude: [] });
      expect(messages.changes).toEqual([]);
      expect(messages.after).toBe([...positionsOf(messages.before)].length);
      expect([state, facts, excluded.alsoExcluded]).toEqual([[], [], []]);
    }
  });

  it('leaves nothing unanswered that was answered, whatever is left out', () => {
    for (const { seq, side } of moments)
      for (const exclude of [...outline.map((row) => [row.seq]), everySecond(outline.length)]) {
        const { before, after } = without(run, seq, exclude, side);
        expect(unpaired(after), `${side} #${seq} without ${exclude}`).toBeLessThanOrEqual(
          unpaired(before),
        );
      }
  });

  it('takes out what an event said, once, wherever it is said anew', () => {
    for (const { seq, side } of moments) {
      const { entries } = forkPoint(outline, seq, side);
      for (const row of outline) {
        if (row.kind === 'edit' || row.kind === 'compaction') continue;
        const [said, ...more] = saidBy(run, row);
        if (!said || more.length > 0) continue;
        const { before, after, changes } = without(run, seq, [row.seq], side);
        const own = entries.findIndex(
          (entry, at) => entry.seq === row.seq && at >= (row.said?.keep ?? 0),
        );
        // An entry of the event itself must go; what is in no prompt of its own is judged by count.
        if (own >= 0) expect(changes.find(({ index }) => index === own)?.left).toBeNull();
        const spelling = looseSpelling(said);
        const count = (messages: readonly Message[]) =>
          messages.filter((message) => looseSpelling(message) === spelling).length;
        expect(count(before) - count(after)).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('messages', () => {
  const texts = (messages: readonly Message[]) =>
    messages.map(({ role, parts }) => `${role}: ${parts.map((part) => JSON.stringify(part))}`);

  it('go with the event that said them, in prompts that were recorded', () => {
    const run = fixture('otlp/conversation.jsonl conv-1');
    const { after } = without(run, 3, [1], 'before');
    expect(after.map(({ role }) => role)).toEqual(['user', 'user']);
    expect(without(run, 3, [0], 'before').after).toHaveLength(2);
  });

  it('go although a later prompt spells a result otherwise', () => {
    const run = fixture('otlp/ai-sdk-stream');
    const { before, after, changes } = without(run, 4, [3], 'before');
    expect(before).toHaveLength(3);
    expect(texts(after)).toEqual(texts(before.slice(0, 1)));
    expect(changes.map(({ index, seq }) => [index, seq])).toEqual([
      [1, 2],
      [2, 3],
    ]);
  });

  it('stay with what else a reply says and asks for', () => {
    const run = fixture('otlp/genai-run');
    const { excluded, messages } = counterfactual(run, { seq: 9, side: 'before', exclude: [2] });
    expect(excluded.alsoExcluded).toEqual([
      { seq: 5, because: 'it answers the call #2, which is left out' },
    ]);
    const shortened = messages.changes.find(({ left }) => left !== null);
    expect(shortened).toMatchObject({ index: 1, seq: 2 });
    expect(shortened?.left?.parts.map((part) => 'callId' in part && part.callId)).toEqual([
      false,
      'c2',
    ]);
    expect(messages.changes.filter(({ left }) => left === null)).toHaveLength(1);
  });

  it('of a run that its recorder rebuilt', () => {
    const run = fixture('shipit/refund-v1');
    const { excluded } = counterfactual(run, { seq: 14, side: 'after', exclude: [1] });
    expect(excluded.alsoExcluded.map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
    const { after } = without(run, 12, [1], 'before');
    expect(after.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool']);
  });

  it('of a compaction stay away where it is left out, and what was before does not come back', () => {
    const run = fixture('claude-code/compaction.jsonl 5e5510a1');
    const { before, after } = without(run, 13, [11], 'before');
    expect(before).toHaveLength(2);
    expect(after).toHaveLength(1);
  });

  /** Each prompt begins otherwise, so that it says everything anew. */
  it('that were said twice go one by one, the later ones with the later events', () => {
    const trace = builtTrace(sha256);
    const { builder } = trace;
    const common = { lane: 'main', records: [] };
    const told = { model: 'm', usage: null, costUsd: null, finishReason: null };
    const reply = textMessage('assistant', 'ok');
    const asked: Message[] = [];
    for (const turn of [1, 2, 3]) {
      asked.push(textMessage('user', `turn ${turn}`));
      builder.add({
        ...{ ...common, ...told, kind: 'model-call', type: 'call' },
        prompt: [textMessage('system', `It is ${turn}.`), ...asked],
        says: [reply],
      });
      asked.push(turn === 2 ? textMessage('assistant', ' ok ') : reply);
    }
    const run = runOf(trace);
    const kept = (exclude: number[]) =>
      without(run, 2, exclude, 'before').after.map(({ parts }) =>
        parts.map((part) => (part.type === 'text' ? part.text.trim() : '')).join(),
      );
    expect(kept([])).toEqual(['It is 3.', 'turn 1', 'ok', 'turn 2', 'ok', 'turn 3']);
    expect(kept([0])).toEqual(['It is 3.', 'turn 1', 'turn 2', 'ok', 'turn 3']);
    expect(kept([1])).toEqual(['It is 3.', 'turn 1', 'ok', 'turn 2', 'turn 3']);
    expect(kept([0, 1])).toEqual(['It is 3.', 'turn 1', 'turn 2', 'turn 3']);
  });
});

describe('any trace', () => {
  it('is as it was without nothing, and whole without what came later', () => {
    fc.assert(
      fc.property(anySteps, fc.nat(), fc.constantFrom('before', 'after'), (steps, at, side) => {
        const { sink } = anyTrace(steps);
        const run = runOf({ ...sink, messages: sink.messages.map(({ message }) => message) });
        fc.pre(run.outline.length > 0);
        const seq = at % run.outline.length;
        const nothing = counterfactual(run, { seq, side, exclude: [] });
        expect(nothing.messages.changes).toEqual([]);
        expect([nothing.state, nothing.facts]).toEqual([[], []]);
        const later = run.outline.slice(seq + 1).map((row) => row.seq);
        const none = messagesWithout(
          run,
          { seq, side },
          { ...nothing.excluded, seqs: new Set(later) },
        );
        expect(none.changes.filter(({ seq: by }) => by !== null && by > seq)).toEqual([]);
      }),
    );
  });

  it('can be sent as well as before, and never loses more than it had', () => {
    fc.assert(
      fc.property(anySteps, fc.nat(), fc.array(fc.nat({ max: 14 })), (steps, at, exclude) => {
        const { sink } = anyTrace(steps);
        const run = runOf({ ...sink, messages: sink.messages.map(({ message }) => message) });
        fc.pre(run.outline.length > 0);
        const { before, after, changes } = without(run, at % run.outline.length, exclude);
        expect(unpaired(after)).toBeLessThanOrEqual(unpaired(before));
        expect(changes.map(({ index }) => index)).toEqual(
          [...new Set(changes.map(({ index }) => index))].sort((a, b) => a - b),
        );
        expect(after.length).toBe(
          before.length - changes.filter(({ left }) => left === null).length,
        );
      }),
    );
  });
});

describe('what is left out together', () => {
  it('is the same whichever way it is named', () => {
    const { outline } = fixture('otlp/genai-run');
    const all = (seqs: number[]) => [...excludeWith(outline, seqs).seqs].sort((a, b) => a - b);
    expect(all([2])).toEqual([2, 5]);
    expect(all([5])).toEqual([2, 5]);
    expect(all([1])).toEqual([1, 2, 3, 4, 5]);
    expect(all([0, 99])).toEqual([0]);
    expect(excludeWith(outline, [5]).alsoExcluded).toEqual([
      { seq: 2, because: 'its result #5 is left out, and a call without one cannot be sent' },
    ]);
  });

  it('costs what the trace is long', () => {
    const trace = builtTrace(sha256);
    const { builder } = trace;
    const common = { lane: 'main', records: [] };
    let now = builder.add({
      ...{ ...common, kind: 'model-call', type: 'call', conversation: builder.root },
      ...{ model: 'm', usage: null, costUsd: null, finishReason: null },
      says: [textMessage('assistant', 'many')],
    }).conversation;
    for (let at = 0; at < 20_000; at += 1) {
      const { seq, conversation } = builder.add({
        ...{ ...common, kind: 'tool-call', type: 'call', callId: null, tool: 't', input: at },
        conversation: now,
      });
      now = builder.add({
        ...{ ...common, kind: 'tool-result', type: 'result', callId: null, tool: 't', call: seq },
        conversation,
        says: [{ role: 'tool', parts: [{ type: 'tool-result', callId: null, output: at }] }],
      }).conversation;
    }
    const from = performance.now();
    const { seqs } = excludeWith(trace.outline, [0]);
    expect(seqs.size).toBe(40_001);
    expect(performance.now() - from).toBeLessThan(2000);
  });
});
