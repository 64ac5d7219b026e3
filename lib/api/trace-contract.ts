import { oc } from '@orpc/contract';
import { z } from 'zod';
import { maxQueryLength } from '@/lib/replay/query/query';
import { forkEditSchema } from '@/lib/trace/fork-edit';
import { toolPolicySchema } from '@/lib/trace/tool-policy';
import {
  laneSchema,
  noteSchema,
  originSchema,
  outcomeSchema,
  timeQualitySchema,
  totalsSchema,
} from '@/lib/trace/trace';
import { excludedSchema } from './excluded-schema';
import { outlinePageSchema } from './outline-page';

export const traceIdSchema = z.string().regex(/^[0-9a-f]{32}$/);
export const sideSchema = z.enum(['before', 'after']);

const traceStatusSchema = z.enum(['importing', 'ready', 'failed']);

/** How a branch came to be. */
export const forkPointSchema = z.strictObject({
  seq: z.int().nonnegative(),
  side: sideSchema,
  edits: z.array(forkEditSchema),
});

export const traceSummarySchema = z.strictObject({
  id: traceIdSchema,
  name: z.string(),
  format: z.string(),
  formatTitle: z.string(),
  status: traceStatusSchema,
  outcome: outcomeSchema,
  timeQuality: timeQualitySchema,
  totals: totalsSchema,
  /** Where the run came from, as its file records it; null where it says nothing. */
  origin: originSchema.nullable(),
  /** Of the upload that it was read from, which may hold others too; null for a branch. */
  uploadBytes: z.int().nonnegative().nullable(),
  /** Live branches that borrow from this trace directly. */
  branches: z.int().nonnegative(),
  parentId: traceIdSchema.nullable(),
  /** Kept on top by a person. */
  pinned: z.boolean(),
  /** Put out of the way by a person: it still opens. */
  archived: z.boolean(),
  createdAt: z.iso.datetime(),
});
export type TraceSummary = z.infer<typeof traceSummarySchema>;

const uploadSummarySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  size: z.int().nonnegative(),
  sha256: z.string(),
  files: z.array(z.strictObject({ path: z.string(), size: z.int().nonnegative() })),
});

/**
 * queued: waits for its turn. waiting: for a person. paused: a person said so. limit: steps, tokens, cost
 * or time are used up. interrupted: the server stopped. All but `done` can go on.
 */
export const runStatusSchema = z.enum([
  'queued',
  'running',
  'waiting',
  'paused',
  'done',
  'limit',
  'cancelled',
  'failed',
  'interrupted',
]);

export const importReportSchema = z.strictObject({
  confidence: z.enum(['maybe', 'likely', 'certain', 'chosen']),
  /** Records of the upload, and how many of them no event could be made of (kept raw, each with a note). */
  records: z.int().nonnegative(),
  keptRaw: z.int().nonnegative(),
  /** What the trace does not hold, in words: system prompt, timestamps, tool schemas, token counts. */
  missing: z.array(z.string()),
});
export type ImportReport = z.infer<typeof importReportSchema>;

export const traceDetailSchema = traceSummarySchema.extend({
  sourceId: z.string().nullable(),
  lanes: z.array(laneSchema),
  forkSeq: z.int().min(-1).nullable(),
  fork: forkPointSchema.nullable(),
  parentName: z.string().nullable(),
  upload: uploadSummarySchema.nullable(),
  report: importReportSchema.nullable(),
  /** Notes in all; `notes` holds the first 200. */
  noteCount: z.int().nonnegative(),
  notes: z.array(noteSchema),
  /** Who answers its tools when it is resumed, and those of its forks. */
  policy: toolPolicySchema,
  /** The newest resume of this branch. */
  run: z.strictObject({ id: z.string(), status: runStatusSchema }).nullable(),
});
export type TraceDetail = z.infer<typeof traceDetailSchema>;

export const lineageNodeSchema = traceSummarySchema.extend({
  forkSeq: z.int().min(-1).nullable(),
  fork: forkPointSchema.nullable(),
  deleted: z.boolean(),
});
export type LineageNode = z.infer<typeof lineageNodeSchema>;

const byId = z.strictObject({ id: traceIdSchema });

export const traceContract = {
  list: oc
    .route({ method: 'GET', path: '/traces', summary: 'Traces, newest first' })
    .input(
      z.strictObject({
        q: z.string().max(200).optional(),
        archived: z.enum(['hide', 'only', 'all']).default('hide'),
        limit: z.coerce.number().int().min(1).max(1000).default(500),
        offset: z.coerce.number().int().min(0).default(0),
      }),
    )
    .output(
      z.strictObject({
        items: z.array(traceSummarySchema),
        total: z.int().nonnegative(),
        /** Archived ones of that name, whether they are listed or not. */
        archived: z.int().nonnegative(),
      }),
    ),
  latest: oc
    .route({
      method: 'GET',
      path: '/traces/latest',
      summary: 'The newest trace by time: when its run began, else when it came in',
      description:
        'By time, never by name. A branch counts from when it was made, and so does a run whose clock is ahead of its own upload. Archived traces do not count. `/t/latest` leads to its page.',
    })
    .output(traceDetailSchema),
  get: oc
    .route({ method: 'GET', path: '/traces/{id}', summary: 'One trace without its events' })
    .input(byId)
    .output(traceDetailSchema),
  rename: oc
    .route({ method: 'PATCH', path: '/traces/{id}', summary: 'Rename a trace' })
    .input(byId.extend({ name: z.string().trim().min(1).max(200) }))
    .output(traceSummarySchema),
  mark: oc
    .route({
      method: 'PATCH',
      path: '/traces/{id}/marks',
      summary: 'Pin or archive a trace, or take that back',
    })
    .input(byId.extend({ pinned: z.boolean().optional(), archived: z.boolean().optional() }))
    .output(traceSummarySchema),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/traces/{id}',
      summary: 'Delete a trace; it can be restored',
    })
    .input(byId)
    .output(byId),
  restore: oc
    .route({ method: 'POST', path: '/traces/{id}/restore', summary: 'Take a deletion back' })
    .input(byId)
    .output(traceSummarySchema),
  outline: oc
    .route({ method: 'GET', path: '/traces/{id}/outline', summary: 'A page of light event rows' })
    .input(
      byId.extend({
        from: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(10_000).default(10_000),
      }),
    )
    .output(outlinePageSchema),
  notes: oc
    .route({ method: 'GET', path: '/traces/{id}/notes', summary: 'Import notes' })
    .input(
      byId.extend({
        from: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(1000).default(200),
      }),
    )
    .output(z.strictObject({ total: z.int().nonnegative(), items: z.array(noteSchema) })),
  find: oc
    .route({ method: 'GET', path: '/traces/{id}/find', summary: 'Events that a query keeps' })
    .input(
      byId.extend({
        q: z.string().min(1).max(maxQueryLength),
        /** `text`: `q` is not a query but words to look for as they stand. */
        mode: z.enum(['query', 'text']).default('query'),
        /** Events that are left out, for `is:excluded`; with them goes what goes along. */
        x: excludedSchema.default(''),
      }),
    )
    .output(
      z.strictObject({
        /** Ascending, all of them. */
        seqs: z.array(z.int().nonnegative()),
        total: z.int().nonnegative(),
        /** Events of the trace, whether they are kept or not. */
        events: z.int().nonnegative(),
      }),
    ),
  lastStep: oc
    .route({
      method: 'GET',
      path: '/traces/{id}/last-step',
      summary: 'The last step that completed, and what was open when the run stopped',
    })
    .input(byId)
    .output(
      z.strictObject({
        outcome: outcomeSchema,
        /** null where no step completed. */
        seq: z.int().nonnegative().nullable(),
        /** `tool result web_search` */
        what: z.string().nullable(),
        /** Tool calls that no result answers, and model calls that began and never ended. Ascending, all of them. */
        unanswered: z.array(z.int().nonnegative()),
        unfinishedCalls: z.array(z.int().nonnegative()),
      }),
    ),
  lineage: oc
    .route({
      method: 'GET',
      path: '/traces/{id}/lineage',
      summary: 'The root of a trace and all its branches',
    })
    .input(byId)
    .output(z.strictObject({ rootId: traceIdSchema, nodes: z.array(lineageNodeSchema) })),
  reread: oc
    .route({
      method: 'POST',
      path: '/traces/{id}/reread',
      summary: 'Import the kept bytes again, as the given format or as the best match',
    })
    .input(byId.extend({ format: z.string().optional() }))
    .output(z.strictObject({ importId: z.string() })),
  fork: oc
    .route({ method: 'POST', path: '/traces/{id}/forks', summary: 'Begin a branch at an event' })
    .input(
      byId.extend({
        seq: z.int().nonnegative(),
        side: sideSchema,
        edits: z.array(forkEditSchema),
        name: z.string().trim().min(1).max(200).optional(),
        /** Absent: as the parent has it. */
        policy: toolPolicySchema.optional(),
      }),
    )
    .output(traceSummarySchema),
  policy: oc
    .route({
      method: 'PUT',
      path: '/traces/{id}/policy',
      summary: 'Say who answers the tools of a branch',
    })
    .input(byId.extend({ policy: toolPolicySchema }))
    .output(traceDetailSchema),
};
