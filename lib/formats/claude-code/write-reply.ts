import { type ToolCallPart, toolCallsOf } from '@/lib/trace/message';
import { emptySetup } from '@/lib/trace/setup';
import type { Outcome } from '@/lib/trace/trace';
import type { PathState } from './path-state';
import { joinReply } from './reply';
import { type Row, recordsOf } from './row';
import type { Frame } from './side-event';

/** One API message, whole, then its calls. */
export function writeReply(state: PathState, rows: readonly Row[], frame: Frame): void {
  const values = rows.map((row) => state.source.read(row));
  const reply = joinReply(values, state.keepBlob);
  if (reply.model === '<synthetic>') {
    // The program's own words in the model's place: sent on, but never asked for.
    const type = 'assistant/synthetic';
    const says = [reply.message];
    state.add({
      ...frame,
      kind: 'message',
      role: 'assistant',
      type,
      says,
      records: recordsOf(rows),
    });
    return;
  }
  const { message, extra, ...told } = reply;
  const call = state.add({
    ...frame,
    ...told,
    kind: 'model-call',
    type: 'assistant',
    name: told.model,
    records: recordsOf(rows),
    setup: { ...emptySetup, model: told.model },
    says: [message],
    extra,
  });
  const calls = toolCallsOf(message);
  const madeBy = new Map(rows.flatMap((row) => row.calls.map(({ id }) => [id, row] as const)));
  for (const part of calls)
    writeCall(state, part, madeBy.get(part.callId ?? ''), rows, frame, call);
  state.end(frame.lane, replyOutcome(reply.finishReason, madeBy.size > 0));
}

function writeCall(
  state: PathState,
  part: ToolCallPart,
  row: Row | undefined,
  rows: readonly Row[],
  frame: Frame,
  parent: number,
): void {
  const id = part.callId ?? '';
  const seq = state.add({
    ...frame,
    startedAt: row?.time ?? frame.startedAt,
    kind: 'tool-call',
    type: row ? 'tool_use' : 'server_tool_use',
    name: part.tool,
    callId: part.callId,
    tool: part.tool,
    input: part.input,
    parent,
    records: [...recordsOf(row ? [row] : rows), ...state.source.progressOf(id)],
    unfinished: row !== undefined && !state.source.isAnswered(id),
  });
  state.called(id, { seq, tool: part.tool });
  if (row) state.open(frame.lane).set(id, row);
}

/** A reply that calls tools waits for them; one that says it ended did; else nobody can tell. */
function replyOutcome(finishReason: string | null, calls: boolean): Outcome {
  if (calls || finishReason === 'max_tokens') return 'unfinished';
  if (finishReason === 'refusal') return 'failed';
  return finishReason === 'end_turn' ? 'ok' : 'unknown';
}
