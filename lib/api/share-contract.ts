import { oc } from '@orpc/contract';
import { z } from 'zod';
import { laneSchema, outcomeSchema, timeQualitySchema, totalsSchema } from '@/lib/trace/trace';
import { diffResultSchema } from './diff-contract';
import { outlinePageSchema } from './outline-page';
import { traceIdSchema } from './trace-contract';

export const shareTokenSchema = z.string().regex(/^rtk_share_[A-Za-z0-9_-]{22,64}$/);

export const shareSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['trace', 'diff']),
  title: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  views: z.int().nonnegative(),
  lastViewedAt: z.iso.datetime().nullable(),
});
export type Share = z.infer<typeof shareSchema>;

const target = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('trace'),
    traceId: traceIdSchema,
    seq: z.int().nonnegative().optional(),
  }),
  z.strictObject({
    kind: z.literal('diff'),
    a: traceIdSchema,
    b: traceIdSchema,
    row: z.string().max(40).optional(),
  }),
]);

/** What a shared trace shows of itself: nothing of the upload, no ids of other traces. */
export const sharedTraceSchema = z.strictObject({
  side: z.enum(['a', 'b']),
  name: z.string(),
  formatTitle: z.string(),
  outcome: outcomeSchema,
  timeQuality: timeQualitySchema,
  totals: totalsSchema,
  lanes: z.array(laneSchema),
});
export type SharedTrace = z.infer<typeof sharedTraceSchema>;

// Whatever is no token is answered like one that opens nothing.
const byToken = z.strictObject({ token: z.string().max(200) });
const bySide = byToken.extend({ side: z.enum(['a', 'b']) });

export const shareContract = {
  create: oc
    .route({ method: 'POST', path: '/shares', summary: 'Make a link to a trace or a diff' })
    .input(z.strictObject({ target, expiresInDays: z.int().min(1).max(365).nullable().default(7) }))
    .output(z.strictObject({ share: shareSchema, token: shareTokenSchema, url: z.string() })),
  list: oc
    .route({ method: 'GET', path: '/shares', summary: 'Links of a trace, or all' })
    .input(z.strictObject({ traceId: traceIdSchema.optional() }))
    .output(z.strictObject({ items: z.array(shareSchema) })),
  revoke: oc
    .route({ method: 'DELETE', path: '/shares/{id}', summary: 'End a link at once' })
    .input(z.strictObject({ id: z.string().max(64) }))
    .output(shareSchema),
};

/** What a token opens. Unknown, expired and revoked answer alike: not found. */
export const sharedContract = {
  view: oc
    .route({ method: 'GET', path: '/s/{token}', summary: 'What is shared' })
    .input(byToken)
    .output(
      z.strictObject({
        kind: z.enum(['trace', 'diff']),
        title: z.string(),
        traces: z.array(sharedTraceSchema),
        seq: z.int().nonnegative().nullable(),
        row: z.string().nullable(),
        expiresAt: z.iso.datetime().nullable(),
      }),
    ),
  outline: oc
    .route({ method: 'GET', path: '/s/{token}/{side}/outline' })
    .input(
      bySide.extend({
        from: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(10_000).default(10_000),
      }),
    )
    .output(outlinePageSchema),
  diff: oc
    .route({ method: 'GET', path: '/s/{token}/diff' })
    .input(byToken)
    .output(diffResultSchema.omit({ a: true, b: true })),
};
