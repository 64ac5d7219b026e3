import { oc } from '@orpc/contract';
import { z } from 'zod';
import { eventKinds } from '@/lib/trace/event';
import { roleSchema } from '@/lib/trace/message';
import { outcomeSchema } from '@/lib/trace/trace';
import { traceIdSchema } from './trace-contract';

/** Characters of one event that a search over all traces knows; what lies behind them it does not find. */
export const indexedCharacters = 100_000;

/** Words of one question that count. */
export const searchedWords = 32;

const searchHitSchema = z.strictObject({
  seq: z.int().nonnegative(),
  kind: z.enum(eventKinds as [(typeof eventKinds)[number], ...(typeof eventKinds)[number][]]),
  type: z.string(),
  /** Who speaks, on messages. */
  role: roleSchema.nullable(),
  name: z.string().nullable(),
  error: z.boolean(),
  /** Where it stands, in pieces; `found`: this piece is what was asked for. */
  snippet: z.array(z.strictObject({ text: z.string(), found: z.boolean() })),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

const foundTraceSchema = z.strictObject({
  id: traceIdSchema,
  name: z.string(),
  outcome: outcomeSchema,
  archived: z.boolean(),
  /** A branch: only its own events are searched, the past that it borrows belongs to its parent. */
  branch: z.boolean(),
  createdAt: z.iso.datetime(),
  /** Events of this trace that hold all words. */
  total: z.int().nonnegative(),
  /** The first of them, best first. */
  hits: z.array(searchHitSchema),
});
export type FoundTrace = z.infer<typeof foundTraceSchema>;

const searchAnswerSchema = z.strictObject({
  /** What was looked for, as it was understood; empty where nothing in the question is a word. */
  words: z.array(z.strictObject({ text: z.string(), prefix: z.boolean() })),
  items: z.array(foundTraceSchema),
  /** Traces with a hit, on all pages, and events in them. */
  total: z.int().nonnegative(),
  events: z.int().nonnegative(),
  /** Traces that there are, and how many of them are indexed to their end. */
  searched: z.strictObject({
    traces: z.int().nonnegative(),
    ready: z.int().nonnegative(),
  }),
});
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;

export const searchContract = {
  find: oc
    .route({
      method: 'GET',
      path: '/search',
      summary: 'Events of all traces that hold some words',
      description: [
        'All words must stand in one event: in what it says, its tool input or output, its names, its error.',
        'Quotes hold words together, a star at the end of a word stands for any ending; nothing else is an operator.',
        'Case and accents do not count. Writing without spaces, such as Chinese and Japanese, is found by its characters.',
        `Of one event the first ${indexedCharacters.toLocaleString('en-US')} characters are known, without base64; of a question the first ${searchedWords} words count.`,
        'What a model was only sent (system prompts, tool definitions) is not searched. Of a branch its own events are searched, not the past that it borrows. Deleted traces are left out, archived ones are marked.',
        'Best first: by the best hit of each trace, then the newest trace.',
      ].join(' '),
    })
    .input(
      z.strictObject({
        q: z.string().max(1000),
        limit: z.coerce.number().int().min(1).max(100).default(20),
        offset: z.coerce.number().int().min(0).default(0),
        /** Hits that are shown of each trace. */
        hits: z.coerce.number().int().min(1).max(50).default(3),
      }),
    )
    .output(searchAnswerSchema),
};
