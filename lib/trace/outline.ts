import { z } from 'zod';
import { editSchema } from './conversation';
import { type Event, eventKinds, fidelitySchema } from './event';
import { roleSchema } from './message';

/** One light row per event: all time travel works on these, bodies are fetched for what is looked at. */
export const outlineRowSchema = z.strictObject({
  seq: z.int().nonnegative(),
  kind: z.enum(eventKinds as [Event['kind'], ...Event['kind'][]]),
  type: z.string(),
  lane: z.string(),
  parent: z.int().nonnegative().nullable(),
  name: z.string().nullable(),
  /** Who speaks, on messages. */
  role: roleSchema.nullable(),
  /** The event of the call that a tool result answers. */
  call: z.int().nonnegative().nullable(),
  startedAt: z.number().nullable(),
  durationMs: z.number().nullable(),
  inputTokens: z.number().nullable(),
  outputTokens: z.number().nullable(),
  costUsd: z.number().nullable(),
  error: z.boolean(),
  unfinished: z.boolean(),
  hash: z.string(),
  setup: z.string().nullable(),
  saw: editSchema.nullable(),
  said: editSchema.nullable(),
  sawFidelity: fidelitySchema.nullable(),
  saidFidelity: fidelitySchema.nullable(),
  summary: z.string(),
});
export type OutlineRow = z.infer<typeof outlineRowSchema>;

/** Rows by seq: `outline[seq].seq === seq`, borrowed rows included. */
export type Outline = readonly OutlineRow[];

export function outlineRow(event: Event): OutlineRow {
  const usage = event.kind === 'model-call' ? event.usage : null;
  return {
    seq: event.seq,
    kind: event.kind,
    type: event.type,
    lane: event.lane,
    parent: event.parent,
    name: event.name,
    role: event.kind === 'message' ? event.role : null,
    call: event.kind === 'tool-result' ? event.call : null,
    startedAt: event.startedAt,
    durationMs: event.durationMs,
    inputTokens: usage?.input ?? null,
    outputTokens: usage?.output ?? null,
    costUsd: event.kind === 'model-call' ? event.costUsd : null,
    error: event.error !== null,
    unfinished: event.unfinished,
    hash: event.hash,
    setup: event.setup,
    saw: event.saw,
    said: event.said,
    sawFidelity: event.sawFidelity,
    saidFidelity: event.saidFidelity,
    summary: event.summary,
  };
}
