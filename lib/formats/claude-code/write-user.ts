import { readAnthropicMessage } from '@/lib/dialects/anthropic';
import { field, type Json, numberField, textField } from '@/lib/trace/json';
import { type Message, type Part, textOf } from '@/lib/trace/message';
import { jsonLine } from '@/lib/trace/summary';
import type { PathState } from './path-state';
import { type Row, recordsOf } from './row';
import type { Frame } from './side-event';

/** A row that goes to the model: results, each an event of its own, and what else is said. */
export function writeUser(state: PathState, row: Row, frame: Frame): void {
  const value = state.source.read(row);
  const queued = field(field(value, 'attachment'), 'prompt');
  const spelt =
    queued === undefined ? (field(value, 'message') ?? null) : { role: 'user', content: queued };
  for (const message of readAnthropicMessage(spelt, state.keepBlob)) {
    if (message.role === 'tool') writeResults(state, message, value, row, frame);
    else writeSaid(state, message, row, frame);
  }
}

function writeSaid(state: PathState, message: Message, row: Row, frame: Frame): void {
  const word = row.results.length > 0 ? 'user' : row.word;
  const shared = {
    ...frame,
    type: word,
    parent: state.beginning(frame.lane),
    records: recordsOf([row]),
    says: [message],
  };
  const interrupted = word === 'user/interrupt';
  if (row.clears && state.node(frame.lane).depth > 0)
    state.add({ ...shared, kind: 'compaction' }, state.builder.root);
  else if (interrupted) state.add({ ...shared, kind: 'interrupt', value: textOf(message) });
  else state.add({ ...shared, kind: 'message', role: message.role });
  if (row.human || interrupted) state.end(frame.lane, 'unfinished');
}

/** One event per result, its media beside it. A second answer is noted only: the first was sent on. */
function writeResults(
  state: PathState,
  message: Message,
  value: Json,
  row: Row,
  frame: Frame,
): void {
  for (const parts of perResult(message.parts)) {
    const [result] = parts;
    if (result?.type !== 'tool-result') continue;
    const id = result.callId ?? '';
    if (state.isAnswered(frame.lane, id)) {
      state.repeated.push(...recordsOf([row]));
      continue;
    }
    const made = state.made(id);
    const seq = state.add({
      ...frame,
      kind: 'tool-result',
      type: 'tool_result',
      name: made?.tool ?? null,
      callId: result.callId,
      tool: made?.tool ?? null,
      call: made?.seq ?? null,
      durationMs: durationOf(value),
      records: recordsOf([row]),
      error: result.isError ? { message: outputLine(result.output), source: 'is_error' } : null,
      says: [{ role: 'tool', parts }],
    });
    state.answered(frame.lane, id, { seq, tool: made?.tool ?? '' });
    state.end(frame.lane, 'unfinished');
  }
}

/** Each result with the media that stand beside it. */
function perResult(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = [];
  for (const part of parts) {
    if (part.type === 'tool-result') groups.push([part]);
    else groups.at(-1)?.push(part);
  }
  return groups;
}

function outputLine(output: Json): string {
  if (!Array.isArray(output)) return jsonLine(output) || 'the tool failed';
  const texts = output.flatMap((block) => textField(block, 'text') ?? []);
  return jsonLine(texts.length > 0 ? texts.join(' ') : output);
}

/** How long the tool ran, where its own report says so. */
function durationOf(value: Json): number | null {
  const told = field(value, 'toolUseResult');
  const found = numberField(told, 'totalDurationMs') ?? numberField(told, 'durationMs');
  return found !== undefined && found >= 0 ? found : null;
}
