import type { Event, EventOf } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import { type Message, toolResultsOf } from '@/lib/trace/message';
import { exitCode, outputText } from './output-text';
import { type ToolRole, toolRole } from './tool-names';

/** A tool call that has its result. */
export interface ToolUse {
  tool: string;
  role: ToolRole | null;
  input: Json;
  lane: string;
  /** The event of the result: what the call changed is so from here on. */
  seq: number;
  failed: boolean;
  /** A person or a rule did not let it run. */
  denied: boolean;
  /** What it printed or answered, up to a bound; empty where the trace does not say. */
  text(): string;
  exitCode(): number | null;
}

/** Pairs calls with their results. */
export class ToolUses {
  readonly #open = new Map<number, EventOf<'tool-call'>>();
  readonly #wanted: (role: ToolRole | null) => boolean;

  /** Only calls of these roles; all without it. */
  constructor(...wanted: readonly ToolRole[]) {
    const set = new Set<ToolRole | null>(wanted);
    this.#wanted = set.size === 0 ? () => true : (role) => set.has(role);
  }

  /** The finished use where this event is the result of a wanted call; null otherwise. */
  add(event: Event, said: readonly Message[]): ToolUse | null {
    if (event.kind === 'tool-call' && this.#wanted(toolRole(event.tool)))
      this.#open.set(event.seq, event);
    if (event.kind !== 'tool-result' || event.call === null) return null;
    const call = this.#open.get(event.call);
    if (!call) return null;
    this.#open.delete(event.call);
    return finished(call, event, said);
  }
}

function finished(
  call: EventOf<'tool-call'>,
  result: EventOf<'tool-result'>,
  said: readonly Message[],
): ToolUse {
  const parts = said.flatMap(toolResultsOf);
  const own = parts.filter(({ callId }) => callId === call.callId);
  const outputs = (own.length > 0 ? own : parts).map(({ output }) => output);
  let text: string | undefined;
  const read = (): string => {
    text ??= outputs.map(outputText).join('\n');
    return text;
  };
  const wrong = result.error !== null || parts.some(({ isError }) => isError === true);
  return {
    tool: call.tool,
    role: toolRole(call.tool),
    input: call.input,
    lane: call.lane,
    seq: result.seq,
    // A call whose result was never written down did nothing that is known.
    failed: wrong || result.unfinished || tellsOfFailure(read()),
    denied:
      result.provenance?.by === 'denied' ||
      result.type === 'tool_denied' ||
      (wrong && tellsOfDenial(read())),
    text: read,
    exitCode: () => outputs.map(exitCode).find((code) => code !== null) ?? null,
  };
}

/** Tools that have no error flag begin their answer so. */
const tellsOfFailure = (text: string): boolean =>
  /^(?:error\b|<tool_use_error>|traceback \(|no replacement was performed)/i.test(
    text.slice(0, 100).trimStart(),
  );

const denials = [
  'The tool use was rejected',
  'Permission for this tool use was denied',
  "doesn't want to proceed with this tool use",
  'doesn’t want to proceed with this tool use',
  'exec command rejected by user',
  'patch rejected by user',
  'rejected by user',
  'has been denied',
];

const tellsOfDenial = (text: string): boolean => {
  const head = text.slice(0, 400);
  return denials.some((words) => head.includes(words));
};
