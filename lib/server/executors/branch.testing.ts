import { sqliteBulkWriter } from '@/lib/db/sqlite-bulk-writer';
import type { Store } from '@/lib/db/store';
import { storedTraceSink } from '@/lib/db/stored-trace-sink';
import { newId } from '@/lib/server/new-id';
import { sha256 } from '@/lib/server/sha256';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { type Conversation, type EventDraft, TraceBuilder } from '@/lib/trace/builder';
import type { Json } from '@/lib/trace/json';
import { textMessage } from '@/lib/trace/message';
import type { ToolPolicy } from '@/lib/trace/tool-policy';

export interface TestCall {
  tool: string;
  input: Json;
  /** `input` is a text that is no JSON. */
  malformed?: true;
}

/** 0 user, 1 a model call that asks for all calls, then their events, then their results (`out 1`, …). */
export function storeParent(store: Store, calls: readonly TestCall[]): string {
  const id = newId();
  const writer = sqliteBulkWriter(store.raw, { now: () => new Date() });
  const none = {
    uploadId: null,
    partKey: '',
    parentId: null,
    forkSeq: null,
    poolBase: 0,
    fork: null,
  };
  writer.trace({ id, name: 'parent', format: 'talk', ...none });
  const builder = new TraceBuilder(sha256, storedTraceSink(writer, id));
  let now: Conversation | null = builder.root;
  const add = (draft: EventDraft) => {
    now = builder.add({ ...draft, conversation: now }).conversation;
  };
  const common = { lane: 'main', records: [] };
  add({
    ...common,
    kind: 'message',
    type: 'user',
    role: 'user',
    says: [textMessage('user', 'go')],
  });
  const schema = { type: 'object', properties: { q: { type: 'number' } } };
  const parts = calls.map((call, at) => ({
    type: 'tool-call' as const,
    callId: `c${at + 1}`,
    ...call,
  }));
  add({
    ...{ ...common, kind: 'model-call', type: 'call', name: 'm', model: 'm', usage: null },
    ...{ costUsd: null, finishReason: null, says: [{ role: 'assistant', parts }] },
    setup: { system: null, tools: [{ name: 'look', schema }], model: 'm', parameters: null },
  });
  for (const { callId, tool, input } of parts) {
    add({ ...common, kind: 'tool-call', type: 'call', name: tool, tool, callId, input });
  }
  for (const [at, { callId, tool }] of parts.entries()) {
    const result = { type: 'tool-result' as const, callId, output: `out ${at + 1}` };
    add({
      ...{ ...common, kind: 'tool-result', type: 'result', name: tool, tool, callId },
      ...{ call: 2 + at, says: [{ role: 'tool', parts: [result] }] },
    });
  }
  builder.finish({ name: 'parent', format: 'talk', outcome: 'ok', timeQuality: 'none' });
  writer.ready([id]);
  return id;
}

/** A branch in which all those calls wait: its first one is event 2. */
export async function forkWaiting(
  store: Store,
  calls: readonly TestCall[],
  policy?: ToolPolicy,
): Promise<{ parent: string; id: string }> {
  const parent = storeParent(store, calls);
  const seq = 1 + calls.length;
  const { id } = await forkTrace(store, { id: parent, seq, side: 'after', edits: [], policy });
  return { parent, id };
}

/** A policy that sends all calls of a tool to an executor. */
export const sentTo = (executorId: string, tool: string, approved = false): ToolPolicy => ({
  rules: [{ tool, recording: false, ignore: [], otherwise: { by: 'executor', executorId } }],
  approved: approved ? [{ executorId, tool }] : [],
});
