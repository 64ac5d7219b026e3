import type { Json } from '@/lib/trace/json';
import { elementSpans, type ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';
import { type Place, placeOf } from './checkpoint';
import { checkpointIn, isBareState, readStreamLine, type StreamLine } from './stream-line';

/** How a record tells of the state. */
export type Form = 'checkpoint' | 'values' | 'update';

/** A checkpoint before its state is read. Its order is that of its thread. */
export interface Node {
  span: ValueSpan;
  form: Form;
  place: Place;
  /** Index of the checkpoint that it follows; null for a start. */
  parent: number | null;
}

export interface Thread {
  key: string;
  file: SourceFile;
  title: string | null;
  /** Parents before their children. */
  nodes: Node[];
  /** Records that say again what a checkpoint says, or that tell of no state. */
  beside: ValueSpan[];
  unreadable: { span: ValueSpan; reason: string }[];
}

const ARRAY = 0x5b;

/** Values of a file; those of a list one by one, where the list is no record itself. */
export function* recordSpans(file: SourceFile): Generator<ValueSpan> {
  for (const span of file.records()) {
    const whole = file.bytes[span.start] !== ARRAY || isOneRecord(file, span);
    if (whole) yield span;
    else yield* elementSpans(file.bytes, span);
  }
}

/** A stream's line begins with a word or with a list and a word; a list of messages is one state. */
function isOneRecord(file: SourceFile, span: ValueSpan): boolean {
  const head: Json[] = [];
  for (const element of elementSpans(file.bytes, span)) {
    if (element.end - element.start > 100_000) continue;
    const parsed = file.parse(element);
    if (parsed.ok) head.push(parsed.value);
    if (head.length === 3) break;
  }
  const [first, second] = head;
  const isLine = typeof first === 'string' || (Array.isArray(first) && typeof second === 'string');
  return isLine || isBareState(head);
}

interface Found {
  span: ValueSpan;
  form: Form | 'beside';
  place: Place;
}

const nowhere: Place = { thread: null, namespace: '', id: null, parent: null, createdAt: null };

/** What a record is, by its shape alone; null where it is nothing of this format. */
export function recordForm(value: Json): Omit<Found, 'span'> | null {
  const line = readStreamLine(value);
  if (line) return lineForm(line);
  const place = placeOf(value);
  if (place) return { form: 'checkpoint', place };
  return isBareState(value) ? { form: 'values', place: nowhere } : null;
}

function lineForm(line: StreamLine): Omit<Found, 'span'> {
  const checkpoint = checkpointIn(line);
  const place = checkpoint && placeOf(checkpoint);
  if (place) return { form: 'checkpoint', place };
  const here = { ...nowhere, namespace: line.namespace };
  if (line.mode === 'values') return { form: 'values', place: here };
  return { form: line.mode === 'updates' ? 'update' : 'beside', place: here };
}

/** The threads of a file, each namespace (a graph inside a graph) for itself. */
export function threadsOf(file: SourceFile): Thread[] {
  const found: Found[] = [];
  const unreadable: Thread['unreadable'] = [];
  for (const span of recordSpans(file)) {
    const parsed = file.parse(span);
    const form = parsed.ok ? recordForm(parsed.value) : null;
    if (form) found.push({ span, ...form });
    else unreadable.push({ span, reason: parsed.ok ? 'It is no checkpoint' : parsed.reason });
  }
  // What tells most is read: checkpoints say all that the states say, and states all that updates do.
  const told = new Set(found.map(({ form }) => form));
  const best: Form = told.has('checkpoint')
    ? 'checkpoint'
    : told.has('values')
      ? 'values'
      : 'update';
  const groups = new Map<string, Found[]>();
  const beside: ValueSpan[] = [];
  for (const one of found) {
    if (one.form !== best) beside.push(one.span);
    else {
      const key = JSON.stringify([one.place.thread, one.place.namespace]);
      const group = groups.get(key);
      if (group) group.push(one);
      else groups.set(key, [one]);
    }
  }
  const threads = [...groups.values()].map((group) => threadOf(file, group));
  const [first] = threads;
  if (first) Object.assign(first, { beside: [...first.beside, ...beside], unreadable });
  return threads;
}

function threadOf(file: SourceFile, group: Found[]): Thread {
  const [first] = group;
  const { thread = null, namespace = '' } = first?.place ?? {};
  const beside: ValueSpan[] = [];
  const known = new Set<string>();
  const once = group.filter(({ span, place: { id } }) => {
    if (id === null || !known.has(id)) {
      if (id !== null) known.add(id);
      return true;
    }
    beside.push(span);
    return false;
  });
  const ordered = inOrder(once);
  const at = new Map(ordered.map(({ place }, index) => [place.id, index]));
  const linked = ordered.some(({ place }) => place.parent !== null);
  const nodes = ordered.map(({ span, form, place }, index): Node => {
    const above = linked ? (at.get(place.parent) ?? -1) : index - 1;
    const follows = above >= 0 && above < index && (!linked || place.parent !== null);
    return {
      span,
      form: form === 'beside' ? 'values' : form,
      place,
      parent: follows ? above : null,
    };
  });
  const title = [thread, namespace].filter((word) => word).join(' ') || null;
  return {
    key: `${file.index}:${first?.span.start ?? 0}`,
    file,
    title,
    nodes,
    beside,
    unreadable: [],
  };
}

/** Ids of checkpoints are ordered in time; a history is written the newest first. */
function inOrder(group: Found[]): Found[] {
  const ids = group.map(({ place }) => place.id);
  if (!ids.every((id) => id !== null && /^[0-9a-f]{8}-[0-9a-f]{4}-6/.test(id)))
    return isNewestFirst(group) ? group.toReversed() : group;
  return group.toSorted((a, b) => ((a.place.id ?? '') < (b.place.id ?? '') ? -1 : 1));
}

const isNewestFirst = (group: Found[]): boolean => {
  const [first] = group;
  const above = first?.place.parent ?? null;
  return above !== null && group.some(({ place }) => place.id === above);
};
