import type { Lineage } from '@/lib/db/lineage';
import { readEvent } from '@/lib/db/read-event';
import { readMessages } from '@/lib/db/read-messages';
import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import type { RecordedCall } from '@/lib/resume/recording';
import { positionsOf } from '@/lib/trace/conversation';
import type { EventOf } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import { type ToolResultPart, toolResultsOf } from '@/lib/trace/message';
import type { OutlineRow } from '@/lib/trace/outline';

/** A recorded call whose bodies are read when somebody looks at them: a parent may have 100,000 of these. */
class StoredCall implements RecordedCall {
  readonly seq: number;
  readonly lane: string;
  #input: Json | undefined;
  #result: ToolResultPart | undefined;

  constructor(
    private readonly store: Store,
    private readonly lineage: Lineage,
    readonly tool: string,
    private readonly call: number,
    private readonly row: OutlineRow,
  ) {
    this.seq = row.seq;
    this.lane = row.lane;
  }

  get input(): Json {
    if (this.#input === undefined) {
      const event = readEvent(this.store.raw, this.lineage, this.call);
      this.#input = event?.kind === 'tool-call' ? event.input : null;
    }
    return this.#input;
  }

  get result(): ToolResultPart {
    this.#result ??= this.#read();
    return this.#result;
  }

  #read(): ToolResultPart {
    const event = readEvent(this.store.raw, this.lineage, this.seq);
    const callId = event?.kind === 'tool-result' ? event.callId : null;
    const results = [...positionsOf(this.row.said?.append ?? [])].flatMap((position) =>
      [...readMessages(this.store.raw, this.lineage, [position, position + 1])].flatMap(
        ({ message }) => toolResultsOf(message),
      ),
    );
    const own = results.find((result) => result.callId === callId) ?? results[0];
    return own ?? { type: 'tool-result', callId: null, output: null };
  }
}

/** Calls whose recorded result is an event of `[from, to)`, in the order of the results. */
export function storedCalls(
  store: Store,
  lineage: Lineage,
  from: number,
  to = lineage.events,
): RecordedCall[] {
  const outline = readOutline(store, lineage, 0, to);
  return outline.slice(from).flatMap((row) => {
    if (row.kind !== 'tool-result' || row.call === null || row.unfinished) return [];
    const call = outline[row.call];
    if (!call || call.name === null || !row.said || row.said.append.length === 0) return [];
    return [new StoredCall(store, lineage, call.name, row.call, row)];
  });
}

/** Results of `[from, to)` that a resume took from the recording. */
export function answeredFromRecording(
  store: Store,
  lineage: Lineage,
  from: number,
  to: number,
): { call: RecordedCall; lane: string }[] {
  return storedCalls(store, lineage, from, to).flatMap((call) => {
    const event = readEvent(store.raw, lineage, call.seq);
    const result: EventOf<'tool-result'> | null = event?.kind === 'tool-result' ? event : null;
    return result?.provenance?.by === 'recording' ? [{ call, lane: call.lane }] : [];
  });
}
