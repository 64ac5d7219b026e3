import { openaiRole } from '@/lib/dialects/openai-chat';
import { textField } from '@/lib/trace/json';
import { plainRest } from './plain-rest';
import { type Entry, type Telling, wordOf } from './telling';

/**
 * A part of a reply, in whichever of the two forms: START, CONTENT and END, or CHUNK alone. Returns false for an
 * event that is none.
 */
export function tellPart(telling: Telling, entry: Entry): boolean {
  const [, family, step = ''] =
    /^(TEXT_MESSAGE|TOOL_CALL|THINKING_TEXT_MESSAGE|REASONING_MESSAGE|THINKING|REASONING)_(.+)$/.exec(
      entry.type,
    ) ?? [];
  if (family === undefined) return false;
  if (family === 'TOOL_CALL') return tellCall(telling, entry, step);
  if (family === 'TEXT_MESSAGE') return tellText(telling, entry, step);
  // The outer START and END say only that there is reasoning.
  return family.endsWith('_MESSAGE')
    ? tellReasoning(telling, entry, step)
    : markReasoning(telling, entry);
}

const at = ({ record, time }: Entry) => ({ record, time });

function tellCall(telling: Telling, entry: Entry, step: string): boolean {
  const { value } = entry;
  const id = wordOf(value, 'toolCallId');
  const begun = telling.reply?.has('tool-call', id) ?? false;
  if (step === 'END' && begun) telling.reply?.end('tool-call', id, at(entry));
  else if (step === 'START' || step === 'CHUNK' || (step === 'ARGS' && begun)) {
    const parent = wordOf(value, 'parentMessageId');
    const reply = telling.replyFor(entry, (one) => begun || one.takesCall(parent));
    const tool = wordOf(value, 'toolCallName');
    reply.append('tool-call', id, wordOf(value, 'delta'), { ...at(entry), tool });
    // A chunk has no end of its own: what follows it ends it.
    if (step === 'CHUNK') reply.end('tool-call', id, at(entry));
  } else stray(telling, entry);
  return true;
}

function tellReasoning(telling: Telling, entry: Entry, step: string): boolean {
  const id = wordOf(entry.value, 'messageId');
  const reply = telling.replyFor(entry, (one) => one.has('reasoning', id) || one.takesReasoning);
  if (step !== 'END') reply.append('reasoning', id, wordOf(entry.value, 'delta'), at(entry));
  if (step !== 'START' && step !== 'CONTENT') reply.end('reasoning', id, at(entry));
  return true;
}

function markReasoning(telling: Telling, entry: Entry): boolean {
  telling.replyFor(entry, (one) => !one.complete || one.takesReasoning).mark(entry.record);
  return true;
}

function tellText(telling: Telling, entry: Entry, step: string): boolean {
  const { value } = entry;
  const id = wordOf(value, 'messageId');
  const role = openaiRole(textField(value, 'role')) ?? 'assistant';
  const delta = wordOf(value, 'delta');
  if (telling.hasAside(id) || role !== 'assistant') {
    telling.aside(id, role, delta, entry);
    if (step === 'END' || step === 'CHUNK') telling.endAside(id);
    return true;
  }
  const begun = telling.reply?.has('text', id) ?? false;
  if (step === 'END' && begun) telling.reply?.end('text', id, at(entry));
  else if (step === 'START' || step === 'CHUNK' || (step === 'CONTENT' && begun)) {
    const reply = telling.replyFor(entry, (one) => begun || one.takesText(id));
    reply.append('text', id, delta, at(entry));
    if (step === 'CHUNK') reply.end('text', id, at(entry));
  } else stray(telling, entry);
  return true;
}

/** Goes on with something that never began. */
function stray(telling: Telling, entry: Entry): void {
  telling.between(entry, { kind: 'log', text: entry.type, value: plainRest(entry.value) });
}
