import type { TraceBuilder } from '@/lib/trace/builder';
import { isObject, type Json } from '@/lib/trace/json';
import type { ReadContext, TracePart } from '../format';
import { applyUpdate } from './apply-update';
import { type Checkpoint, readCheckpoint, takeInterrupts } from './checkpoint';
import { checkpointIn, readStreamLine } from './stream-line';
import { type Stand, Telling } from './telling';
import type { Node, Thread } from './threads';
import { coursesOf } from './tree';

/** Tells the trunk of a thread, and each branch as a trace of its own. */
export function readThread(
  thread: Thread,
  part: TracePart,
  builder: TraceBuilder,
  context: ReadContext,
): void {
  const courses = coursesOf(thread.nodes);
  const left = new Set(courses.flatMap(({ from }) => (from === null ? [] : [from])));
  const stands = new Map<number, { stand: Stand; builder: TraceBuilder }>();
  note(thread, builder);
  courses.forEach(({ path, from }, index) => {
    const [start = 0] = path;
    const parent = from === null ? null : (stands.get(from) ?? null);
    const step = thread.nodes[start]?.place.id ?? String(start);
    const title = index === 0 ? part.title : `${part.title}: branch ${index}`;
    const own =
      index === 0
        ? builder
        : context.branch(parent?.builder ?? builder, {
            ...{ forkSeq: parent?.stand.seq ?? -1, key: `${part.key}:${step}`, title },
          });
    const telling = new Telling(own, parent?.stand ?? null);
    for (const at of path) {
      const seq = tellNode(thread, at, telling);
      if (left.has(at)) stands.set(at, { stand: { ...telling.stand, seq }, builder: own });
    }
    if (index === 0)
      for (const { span, reason } of thread.unreadable)
        telling.unreadable(reason, thread.file.ref(span));
    telling.end();
    own.finish({
      ...{ name: title, format: 'langgraph', sourceId: thread.nodes[0]?.place.thread ?? null },
      ...{ outcome: telling.outcome, timeQuality: telling.timed ? 'recorded' : 'none' },
    });
  });
}

function tellNode({ file, nodes }: Thread, at: number, telling: Telling): number {
  const node = nodes[at];
  const parsed = node && file.parse(node.span);
  if (!node || !parsed?.ok) throw new RangeError('A checkpoint was placed and cannot be read');
  const { checkpoint, type } = contentOf(node, parsed.value, telling.values);
  return telling.tell(checkpoint, type, file.ref(node.span));
}

function contentOf(
  node: Node,
  value: Json,
  before: Json,
): { checkpoint: Checkpoint; type: string } {
  const line = readStreamLine(value);
  if (node.form === 'checkpoint') {
    const checkpoint = readCheckpoint((line && checkpointIn(line)) ?? value);
    if (checkpoint) return { checkpoint, type: 'checkpoint' };
  }
  const payload = line?.payload ?? value;
  const isUpdate = node.form === 'update';
  const read = isUpdate ? applyUpdate(before, payload) : takeInterrupts(payload);
  const writers = isUpdate && isObject(payload) ? Object.keys(payload) : [];
  const extra = writers.length > 0 ? { nodes: writers } : undefined;
  const unknown = { source: null, step: null, next: null, extra };
  return {
    checkpoint: { ...node.place, ...unknown, ...read },
    type: isUpdate ? 'update' : 'values',
  };
}

function note({ file, nodes, beside }: Thread, builder: TraceBuilder): void {
  if (beside.length > 0)
    builder.note({
      ...{ severity: 'info', code: 'beside-state', records: beside.map((span) => file.ref(span)) },
      message: `${beside.length} records are kept and not read: they repeat what the states say, or tell of the stream itself.`,
    });
  if (nodes[0]?.form === 'update')
    builder.note({
      ...{ severity: 'warning', code: 'derived-state', records: [] },
      message:
        'The stream holds updates only: the input is missing, and state is derived by overwriting keys and adding messages.',
    });
  builder.note({
    ...{ severity: 'info', code: 'not-recorded', records: [] },
    message:
      'LangGraph states hold no system prompts that nodes add by themselves, and no tool schemas: what each call saw is derived from the messages of the state.',
  });
}
