import { z } from 'zod';
import { sharedTraceSchema, shareIncludeSchema, shareKinds } from '@/lib/api/share-contract';
import { traceIdSchema } from '@/lib/api/trace-contract';

const pinnedTrace = z.strictObject({
  id: traceIdSchema,
  /** Only the first so many events and messages exist for the reader. */
  events: z.int().nonnegative(),
  messages: z.int().nonnegative(),
  shown: sharedTraceSchema,
});

/**
 * What a share is fixed to. Everything that its reader sees of a trace beyond immutable rows is in here,
 * so that a run that goes on, or a new name, shows nothing.
 */
const pinsSchema = z.strictObject({
  kind: z.enum(shareKinds),
  traces: z.array(pinnedTrace).min(1).max(1000),
  include: shareIncludeSchema,
  /** Signs hashes of content, so that none tells what is masked; null where nothing is hidden. */
  hashKey: z.string().nullable(),
  /** The values themselves: they leave as bullets. */
  masks: z.array(z.strictObject({ text: z.string(), kind: z.string() })),
  /** Query of the page. */
  view: z.string().nullable(),
  title: z.string(),
  summary: z.string(),
});
export type SharePins = z.infer<typeof pinsSchema>;
export type SharePin = SharePins['traces'][number];

/** As links were pinned before there were masks and choices of what to include: they showed pictures, too. */
const oldPinsSchema = z.strictObject({
  traces: z.array(pinnedTrace).min(1).max(2),
  seq: z.int().nonnegative().nullable(),
  row: z.string().nullable(),
});

/** Pins of a stored share, those of older ones too. Throws ZodError for what was never written. */
export function readPins(stored: string, title: string): SharePins {
  const value: unknown = JSON.parse(stored);
  const old = oldPinsSchema.safeParse(value);
  if (!old.success) return pinsSchema.parse(value);
  const { traces, seq, row } = old.data;
  const query = new URLSearchParams({
    ...(seq === null ? {} : { e: String(seq) }),
    ...(row === null ? {} : { at: row }),
  }).toString();
  return {
    ...{ kind: traces.length === 2 ? 'diff' : 'trace', traces, masks: [], title, summary: '' },
    hashKey: null,
    include: { raw: false, reasoning: true, toolResults: true, media: true },
    view: query === '' ? null : query,
  };
}
