import type { ForkEdit } from '@/lib/trace/fork-edit';
import type { Json } from '@/lib/trace/json';
import { type Message, textOf } from '@/lib/trace/message';
import type { Outline } from '@/lib/trace/outline';
import { emptySetup, type Setup, type ToolDefinition } from '@/lib/trace/setup';
import type { ConversationEntry, Side } from './conversation-at';
import { applyEdits, type EditedMessage, lastUserTurn } from './fork/apply-edits';
import { type ForkPoint, forkPoint } from './fork/fork-point';
import { checkCalls, type ForkProblem } from './fork/fork-problems';
import { inferTools } from './fork/infer-tools';

/** Reads what is loaded already; `forkPoint` says what that has to be. */
export interface ForkBodies {
  message(position: number): Message | undefined;
  setup(hash: string): Setup | undefined;
}

/** A message to go on from. */
export interface CheckpointMessage extends EditedMessage {
  /** Where it was recorded; null for one that an edit added. */
  origin: ConversationEntry | null;
}

/** A tool call that has to be answered before a model can be asked anything. */
export interface PendingCheckpointCall {
  callId: string | null;
  tool: string;
  input: Json;
  /** Its event; null where the branch does not borrow one. */
  seq: number | null;
  /** The arguments were no JSON: `input` is their text. */
  malformed?: true;
}

export type SetupField = 'system' | 'tools' | 'model';

/** All that a branch begins with. */
export interface Checkpoint {
  point: ForkPoint;
  edits: readonly ForkEdit[];
  /** Before the edits. */
  original: { messages: Message[]; setup: Setup };
  conversation: CheckpointMessage[];
  setup: Setup;
  /** What the trace does not record and no edit adds. */
  setupMissing: SetupField[];
  /** Made from calls, to be offered where tools are missing; else empty. */
  inferredTools: ToolDefinition[];
  pending: PendingCheckpointCall[];
  problems: ForkProblem[];
  /** Text of the last user message; null where nobody asked anything. */
  ask: string | null;
}

/**
 * The checkpoint at an event: the conversation to go on from, the setup, what is open and what is wrong.
 * Pure, the same in browser and server.
 * Throws RangeError for a seq outside the outline and for a body that is not loaded, AppError as `applyEdits`.
 */
export function forkAt(
  outline: Outline,
  bodies: ForkBodies,
  seq: number,
  side: Side,
  edits: readonly ForkEdit[] = [],
): Checkpoint {
  const point = forkPoint(outline, seq, side);
  const messages = point.entries.map(({ position }) => {
    const message = bodies.message(position);
    if (!message) throw new RangeError(`Message ${position} is not loaded`);
    return message;
  });
  const recorded = point.setup === null ? emptySetup : bodies.setup(point.setup);
  if (!recorded) throw new RangeError(`Setup ${point.setup} is not loaded`);

  const edited = applyEdits(messages, recorded, edits);
  const now = edited.messages.map(({ message }) => message);
  const { problems, pending } = checkCalls(edited.messages);
  const turn = lastUserTurn(now);
  const asked = turn && now[turn.end - 1];
  const { setup } = edited;
  return {
    point,
    edits,
    original: { messages, setup: recorded },
    conversation: edited.messages.map((one) => ({
      ...one,
      origin: one.from === null ? null : (point.entries[one.from] ?? null),
    })),
    setup,
    setupMissing: missingOf(now, setup),
    inferredTools: setup.tools === null ? inferTools(now, toolNames(outline)) : [],
    pending: withEvents(
      outline,
      point.forkSeq,
      pending.map(({ call }) => call),
    ),
    problems,
    ask: asked ? textOf(asked) : null,
  };
}

function missingOf(messages: readonly Message[], setup: Setup): SetupField[] {
  const fields: SetupField[] = [];
  if (setup.system === null && !messages.some(({ role }) => role === 'system'))
    fields.push('system');
  if (setup.tools === null) fields.push('tools');
  if (setup.model === null) fields.push('model');
  return fields;
}

const toolNames = (outline: Outline): string[] =>
  outline.flatMap(({ kind, name }) => (kind === 'tool-call' && name !== null ? [name] : []));

/** The newest borrowed call events of each tool that no borrowed event answers, in their order. */
function withEvents(
  outline: Outline,
  forkSeq: number,
  calls: readonly { callId: string | null; tool: string; input: Json; malformed?: boolean }[],
): PendingCheckpointCall[] {
  const borrowed = calls.length === 0 ? [] : outline.slice(0, forkSeq + 1);
  const answered = new Set(borrowed.map(({ call }) => call));
  const open = new Map<string, number[]>();
  for (const { kind, name, seq } of borrowed)
    if (kind === 'tool-call' && name !== null && !answered.has(seq)) {
      const known = open.get(name);
      if (known) known.push(seq);
      else open.set(name, [seq]);
    }
  const wanted = new Map<string, number>();
  for (const { tool } of calls) wanted.set(tool, (wanted.get(tool) ?? 0) + 1);
  for (const [tool, seqs] of open)
    open.set(tool, seqs.slice(-(wanted.get(tool) ?? 0) || seqs.length));
  return calls.map(({ callId, tool, input, malformed }) => ({
    callId,
    tool,
    input,
    seq: open.get(tool)?.shift() ?? null,
    ...(malformed ? { malformed: true as const } : {}),
  }));
}
