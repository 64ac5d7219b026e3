import { readAnthropicMessage } from '@/lib/dialects/anthropic';
import { field, numberField } from '@/lib/trace/json';
import type { Part } from '@/lib/trace/message';
import type { PathState } from './path-state';
import { type Row, recordsOf } from './row';
import {
  type Frame,
  failureEvent,
  logEvent,
  noiseEvent,
  retryEvent,
  unreadableEvent,
} from './side-event';
import type { Step } from './steps';
import { writeReply } from './write-reply';
import { writeUser } from './write-user';

/** Stands where the log goes on without a call's result: a model is never sent an unanswered call. */
const noResultText = '[no result recorded]';

/** Writes one step as events. */
export function writeStep(state: PathState, lane: string, step: Step): void {
  const [row] = step.rows;
  const frame: Frame = { lane, startedAt: row?.time ?? null };
  switch (step.kind) {
    case 'reply':
      writeReply(state, step.rows, frame);
      return;
    case 'no-result':
      writeNoResult(state, step, frame);
      return;
    case 'compaction':
      writeCompaction(state, step.rows, frame);
      return;
    case 'noise':
      state.add(noiseEvent(step.rows, frame));
      return;
    case 'user':
      writeUser(state, step.rows[0], frame);
      return;
    case 'failure':
      state.add(failureEvent(step.rows[0], state.source.read(step.rows[0]), frame));
      state.end(lane, 'failed');
      return;
    case 'retry':
      state.add(retryEvent(step.rows[0], state.source.read(step.rows[0]), frame));
      state.end(lane, 'failed');
      return;
    case 'log':
      state.add(logEvent(step.rows[0], state.source.read(step.rows[0]), frame));
      return;
    case 'thinned':
      state.thinned.push(step.rows[0].ref);
      state.add({
        ...frame,
        kind: 'compaction',
        type: step.rows[0].word,
        records: recordsOf(step.rows),
      });
      return;
    case 'unreadable':
      state.add(unreadableEvent(step.rows[0], frame));
  }
}

function writeNoResult(
  state: PathState,
  { calls, rows }: Extract<Step, { kind: 'no-result' }>,
  frame: Frame,
): void {
  for (const id of calls) {
    const row = rows.find((one) => one.calls.some((call) => call.id === id));
    const made = state.made(id);
    const callId = id === '' ? null : id;
    const records = row ? [row.ref] : [];
    const part: Part = { type: 'tool-result', callId, output: noResultText, isError: true };
    const seq = state.add({
      ...frame,
      startedAt: null,
      kind: 'tool-result',
      type: 'no-result',
      name: made?.tool ?? null,
      callId,
      tool: made?.tool ?? null,
      call: made?.seq ?? null,
      records,
      unfinished: true,
      says: [{ role: 'tool', parts: [part] }],
      saidFidelity: 'derived',
    });
    state.answered(frame.lane, id, { seq, tool: made?.tool ?? '' });
    state.unrecorded.push(...records);
  }
}

/** What was said before is gone; the summary stands for it. */
function writeCompaction(state: PathState, rows: readonly Row[], frame: Frame): void {
  const last = rows.at(-1);
  const [first] = rows;
  const before =
    first && numberField(field(state.source.read(first), 'compactMetadata'), 'preTokens');
  const summary = last?.kind === 'summary' ? field(state.source.read(last), 'message') : undefined;
  state.add(
    {
      ...frame,
      kind: 'compaction',
      type: first?.word ?? 'compaction',
      records: recordsOf(rows),
      ...(before === undefined ? {} : { tokensBefore: before }),
      says: summary === undefined ? [] : readAnthropicMessage(summary, state.keepBlob),
    },
    state.builder.root,
  );
  state.open(frame.lane).clear();
  state.end(frame.lane, 'unknown');
}
