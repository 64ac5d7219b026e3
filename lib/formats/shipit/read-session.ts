import type { Conversation, TraceBuilder } from '@/lib/trace/builder';
import type { Json } from '@/lib/trace/json';
import { toolCallsOf, toolResultsOf } from '@/lib/trace/message';
import type { ShipitDocument } from './document';
import { recordedMessages } from './recorded-messages';

/**
 * Reads a session file: the conversation as the runtime saved it, system and tool turns included. Each
 * assistant message is one model call that saw all that stands before it.
 */
export function readSession(document: ShipitDocument, builder: TraceBuilder): void {
  const { file } = document;
  const list: Json[] = [];
  const reasons = new Map<number, string>();
  document.elements.forEach((span, index) => {
    const parsed = file.parse(span);
    if (!parsed.ok) reasons.set(index, parsed.reason);
    list.push(parsed.ok ? parsed.value : null);
  });
  const messages = new Map(recordedMessages(list, true).map((found) => [found.index, found]));
  const calls = new Map<string | null, number>();
  let conversation: Conversation = builder.root;
  builder.lane('main');

  document.elements.forEach((span, index) => {
    const base = { lane: 'main', records: [file.ref(span)] };
    const found = messages.get(index);
    const add = (draft: Parameters<TraceBuilder['add']>[0]): number => {
      const added = builder.add({ ...draft, conversation });
      conversation = added.conversation ?? conversation;
      return added.seq;
    };
    if (!found) {
      const reason = reasons.get(index) ?? 'a message must be an object with a "role"';
      add({ ...base, kind: 'unreadable', type: 'unreadable', reason });
      return;
    }
    const { message, model } = found;
    if (message.role === 'assistant') {
      add({
        ...base,
        kind: 'model-call',
        type: 'assistant',
        model,
        name: model,
        usage: null,
        costUsd: null,
        finishReason: null,
        says: [message],
      });
      for (const { callId, tool, input } of toolCallsOf(message))
        calls.set(
          callId,
          add({ ...base, kind: 'tool-call', type: 'tool_call', callId, tool, name: tool, input }),
        );
      return;
    }
    const result = toolResultsOf(message)[0];
    if (result)
      add({
        ...base,
        kind: 'tool-result',
        type: 'tool',
        callId: result.callId,
        tool: result.tool ?? null,
        name: result.tool ?? null,
        call: calls.get(result.callId) ?? null,
        says: [message],
      });
    else add({ ...base, kind: 'message', type: message.role, role: message.role, says: [message] });
  });
}
