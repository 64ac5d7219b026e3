import { byStart, type SpanForest } from './span-forest';
import type { AskedCall, SpanMark } from './span-mark';

/** Looking further would be guessing, and quadratic. */
const farthest = 64;

/** The tool spans that ran the calls of each reply, by the reply's span and the order of its calls. */
export type ToolRuns = Map<SpanMark, (SpanMark | null)[]>;

/**
 * Finds for each call of a reply the span that ran it: by call id, else by name and arguments, else by name.
 * Each span ran one call. `replies`: the spans of model calls with what they asked for.
 */
export function toolRuns(
  forest: SpanForest,
  replies: Iterable<{ mark: SpanMark; calls: AskedCall[] }>,
): ToolRuns {
  const links = new ToolLinks(forest);
  const runs: ToolRuns = new Map();
  for (const { mark, calls } of replies)
    if (calls.length > 0)
      runs.set(
        mark,
        calls.map((call) => links.claim(call, mark)),
      );
  return runs;
}

interface Queue {
  marks: SpanMark[];
  head: number;
}

class ToolLinks {
  readonly #byId = new Map<string, Queue>();
  readonly #byName = new Map<string, Queue>();
  readonly #taken = new Set<SpanMark>();

  constructor(forest: SpanForest) {
    const marks = forest.nodes.map(({ mark }) => mark).filter(({ tool }) => tool !== null);
    for (const mark of marks.sort(byStart)) {
      if (!mark.tool) continue;
      const { callId, tool } = mark.tool;
      if (callId !== null) enqueue(this.#byId, keyOf(mark, callId), mark);
      enqueue(this.#byName, keyOf(mark, tool), mark);
    }
  }

  claim(call: AskedCall, by: SpanMark): SpanMark | null {
    const named = this.#byName.get(keyOf(by, call.tool));
    // Two different ids are two different calls, whatever they ask for.
    const open = ({ tool }: SpanMark): boolean => tool?.callId === null || call.callId === null;
    const found =
      (call.callId === null
        ? null
        : this.#first(this.#byId.get(keyOf(by, call.callId)), by, () => true)) ??
      this.#first(named, by, (mark) => open(mark) && mark.tool?.input === call.input) ??
      this.#first(named, by, open);
    if (found) this.#taken.add(found);
    return found;
  }

  #first(
    queue: Queue | undefined,
    by: SpanMark,
    fits: (mark: SpanMark) => boolean,
  ): SpanMark | null {
    if (!queue) return null;
    let first = queue.marks[queue.head];
    while (first && this.#taken.has(first)) {
      queue.head += 1;
      first = queue.marks[queue.head];
    }
    const end = Math.min(queue.marks.length, queue.head + farthest);
    for (let at = queue.head; at < end; at += 1) {
      const mark = queue.marks[at];
      if (mark && !this.#taken.has(mark) && !startsBefore(mark, by) && fits(mark)) return mark;
    }
    return null;
  }
}

const keyOf = ({ traceId }: SpanMark, id: string): string => `${traceId}/${id}`;

function enqueue(queues: Map<string, Queue>, key: string, mark: SpanMark): void {
  const queue = queues.get(key);
  if (queue) queue.marks.push(mark);
  else queues.set(key, { marks: [mark], head: 0 });
}

/** A tool that ran before the model was asked did not run for that answer. */
const startsBefore = (tool: SpanMark, call: SpanMark): boolean =>
  tool.start !== null && call.start !== null && tool.start < call.start;
