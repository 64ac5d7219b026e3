import type { Lineage } from '@/lib/db/lineage';
import { readCallInputs } from '@/lib/db/read-call-inputs';
import { readEvent } from '@/lib/db/read-event';
import { readMessages } from '@/lib/db/read-messages';
import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import type { RecordedCall } from '@/lib/resume/recording';
import { positionsOf } from '@/lib/trace/conversation';
import type { Provenance } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import { type ToolResultPart, toolResultsOf } from '@/lib/trace/message';
import type { OutlineRow } from '@/lib/trace/outline';

/** Single reads before all arguments are read at once. */
const single = 1000;

/** The arguments of the calls of one trace, read when somebody looks at them. */
class CallInputs {
  #reads = 0;
  #all: Map<number, Json> | null = null;

  constructor(
    private readonly store: Store,
    private readonly lineage: Lineage,
  ) {}

  at(call: number): Json {
    this.#reads += 1;
    if (this.#reads > single) this.#all ??= readCallInputs(this.store.raw, this.lineage);
    if (this.#all) return this.#all.get(call) ?? null;
    const event = readEvent(this.store.raw, this.lineage, call);
    return event?.kind === 'tool-call' ? event.input : null;
  }
}

/** A recorded call whose bodies are read when somebody looks at them: a parent may have 100,000 of these. */
class StoredCall implements RecordedCall {
  readonly seq: number;
  readonly lane: string;
  #result: ToolResultPart | undefined;

  constructor(
    private readonly store: Store,
    private readonly lineage: Lineage,
    private readonly inputs: CallInputs,
    readonly tool: string,
    private readonly call: number,
    private readonly row: OutlineRow,
  ) {
    this.seq = row.seq;
    this.lane = row.lane;
  }

  get input(): Json {
    return this.inputs.at(this.call);
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
  const inputs = new CallInputs(store, lineage);
  return outline.slice(from).flatMap((row) => {
    if (row.kind !== 'tool-result' || row.call === null || row.unfinished) return [];
    const call = outline[row.call];
    if (!call || call.name === null || !row.said || row.said.append.length === 0) return [];
    return [new StoredCall(store, lineage, inputs, call.name, row.call, row)];
  });
}

/** Results of `[from, to)` that a resume made, and where they came from. */
export function answeredCalls(
  store: Store,
  lineage: Lineage,
  from: number,
  to: number,
): { call: RecordedCall; provenance: Provenance }[] {
  return storedCalls(store, lineage, from, to).flatMap((call) => {
    const event = readEvent(store.raw, lineage, call.seq);
    const provenance = event?.kind === 'tool-result' ? event.provenance : undefined;
    return provenance ? [{ call, provenance }] : [];
  });
}
