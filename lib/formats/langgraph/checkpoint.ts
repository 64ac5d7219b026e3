import { leftover } from '@/lib/dialects/leftover';
import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listField,
  numberField,
  textField,
} from '@/lib/trace/json';

/** Where a checkpoint stands; null where the record does not say. */
export interface Place {
  thread: string | null;
  namespace: string;
  id: string | null;
  parent: string | null;
  /** ISO text or milliseconds, as written. */
  createdAt: Json;
}

/** A checkpoint as a whole: the state of a graph after a step. */
export interface Checkpoint extends Place {
  values: Json;
  source: string | null;
  step: number | null;
  /** The nodes that are due; null where the record does not say. */
  next: string[] | null;
  errors: { task: string | null; error: Json }[];
  interrupts: { task: string | null; value: Json }[];
  extra: JsonObject | undefined;
}

/** Python and the platform write snake case, JavaScript camel case. */
const either = (value: unknown, camel: string, snake: string): Json | undefined =>
  field(value, camel) ?? field(value, snake);

/** `{configurable: {thread_id, …}}` of the libraries, or the bare pointer of the platform. */
function pointerOf(value: Json | undefined): Json | undefined {
  const inner = field(value, 'configurable') ?? value;
  return textField(inner, 'checkpoint_id') === undefined &&
    textField(inner, 'thread_id') === undefined
    ? undefined
    : inner;
}

/** A snapshot holds `values`, a tuple of a checkpointer a whole `checkpoint` with `channel_values`. */
function valuesOf(record: Json): Json | undefined {
  return field(record, 'values') ?? field(field(record, 'checkpoint'), 'channel_values');
}

/** null for what is no checkpoint. */
export function placeOf(record: Json): Place | null {
  if (!isObject(record) || valuesOf(record) === undefined) return null;
  const checkpoint = field(record, 'checkpoint');
  const pointer = pointerOf(field(record, 'config')) ?? pointerOf(checkpoint);
  if (!pointer) return null;
  const parent = pointerOf(
    either(record, 'parentConfig', 'parent_config') ??
      either(record, 'parentCheckpoint', 'parent_checkpoint'),
  );
  return {
    thread: textField(pointer, 'thread_id') ?? null,
    namespace: textField(pointer, 'checkpoint_ns') ?? '',
    id: textField(pointer, 'checkpoint_id') ?? textField(checkpoint, 'id') ?? null,
    parent: textField(parent, 'checkpoint_id') ?? null,
    createdAt: either(record, 'createdAt', 'created_at') ?? field(checkpoint, 'ts') ?? null,
  };
}

const taken = new Set(
  'values next tasks interrupts createdAt created_at parentConfig parent_config parentCheckpoint parent_checkpoint pendingWrites pending_writes checkpoint config'.split(
    ' ',
  ),
);

export function readCheckpoint(record: Json): Checkpoint | null {
  const place = placeOf(record);
  if (!place || !isObject(record)) return null;
  const metadata = field(record, 'metadata');
  const next = listField(record, 'next');
  return {
    ...place,
    ...takeInterrupts(valuesOf(record) ?? null, troublesOf(record)),
    source: textField(metadata, 'source') ?? null,
    step: numberField(metadata, 'step') ?? null,
    next: next ? next.filter((node) => typeof node === 'string') : null,
    extra: {
      ...(place.id === null ? {} : { checkpoint_id: place.id }),
      ...(next ? { next } : {}),
      ...leftover(record, taken),
    },
  };
}

type Troubles = Pick<Checkpoint, 'errors' | 'interrupts'>;

/** A stream writes interrupts into the values of the step that they stopped. */
export function takeInterrupts(
  values: Json,
  { errors, interrupts }: Troubles = { errors: [], interrupts: [] },
): Troubles & { values: Json } {
  const told = listField(values, '__interrupt__');
  if (!told || !isObject(values)) return { values, errors, interrupts };
  const rest = Object.entries(values).filter(([key]) => key !== '__interrupt__');
  return {
    values: Object.fromEntries(rest),
    errors,
    interrupts: interrupts.length > 0 ? interrupts : told.map((value) => ({ task: null, value })),
  };
}

function troublesOf(record: Json): Troubles {
  const found: Troubles = { errors: [], interrupts: [] };
  for (const task of listField(record, 'tasks') ?? []) {
    const name = textField(task, 'name') ?? null;
    const error = field(task, 'error') ?? null;
    if (error !== null) found.errors.push({ task: name, error });
    for (const value of listField(task, 'interrupts') ?? [])
      found.interrupts.push({ task: name, value });
  }
  const writes = either(record, 'pendingWrites', 'pending_writes');
  for (const write of Array.isArray(writes) ? writes : []) {
    const [, channel, value = null] = Array.isArray(write) ? write : [];
    if (channel === '__error__') found.errors.push({ task: null, error: value });
    if (channel === '__interrupt__')
      for (const one of Array.isArray(value) ? value : [value])
        found.interrupts.push({ task: null, value: one });
  }
  return found;
}

/** Milliseconds since the epoch. A time without a zone is UTC. */
export function timeOf(createdAt: Json): number | null {
  if (typeof createdAt === 'number') return createdAt > 0 ? createdAt : null;
  if (typeof createdAt !== 'string') return null;
  const zoned = /[Zz]$|[+-]\d\d:?\d\d$/.test(createdAt) ? createdAt : `${createdAt}Z`;
  const time = Date.parse(zoned);
  return Number.isFinite(time) ? time : null;
}
