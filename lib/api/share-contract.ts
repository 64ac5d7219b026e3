import { oc } from '@orpc/contract';
import { z } from 'zod';
import { laneSchema, outcomeSchema, timeQualitySchema, totalsSchema } from '@/lib/trace/trace';
import { contextDiffSchema, diffResultSchema, ignoreSchema } from './diff-contract';
import { outlinePageSchema } from './outline-page';
import { forkPointSchema, sideSchema, traceIdSchema } from './trace-contract';

export const shareTokenSchema = z.string().regex(/^rtk_share_[A-Za-z0-9_-]{22,64}$/);

export const shareKinds = ['trace', 'moment', 'diff', 'tree'] as const;

export const shareSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(shareKinds),
  title: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  views: z.int().nonnegative(),
  /** After so many views it opens no more. */
  maxViews: z.int().positive().nullable(),
  lastViewedAt: z.iso.datetime().nullable(),
  passphrase: z.boolean(),
  /** How many different values are masked in it. */
  masked: z.int().nonnegative(),
});
export type Share = z.infer<typeof shareSchema>;

/** The query of the page that is shared (selection, folds, filters), without its ids. */
const view = z.string().max(2000).optional();

export const shareTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('trace'), traceId: traceIdSchema, view }),
  /** The trace up to and with one event. */
  z.strictObject({
    kind: z.literal('moment'),
    traceId: traceIdSchema,
    seq: z.int().nonnegative(),
    view,
  }),
  z.strictObject({ kind: z.literal('diff'), a: traceIdSchema, b: traceIdSchema, view }),
  /** A trace and all live branches that grew from it. */
  z.strictObject({ kind: z.literal('tree'), root: traceIdSchema, view }),
]);
export type ShareTarget = z.infer<typeof shareTargetSchema>;

export const shareIncludeSchema = z.strictObject({
  /** The records as they came in the upload. */
  raw: z.boolean().default(false),
  reasoning: z.boolean().default(true),
  toolResults: z.boolean().default(true),
  media: z.boolean().default(false),
});
export type ShareInclude = z.infer<typeof shareIncludeSchema>;

/** Which text leaves as bullets. */
export const shareMaskSchema = z.strictObject({
  /** Ids of findings. */
  findings: z.array(z.string().max(80)).max(10_000).default([]),
  /** Texts that a person chose: each is masked wherever it stands, whole. */
  texts: z.array(z.string().min(3).max(10_000)).max(200).default([]),
});
export type ShareMask = z.infer<typeof shareMaskSchema>;

/** What is handed over, as a link or as a file. */
export const sharedMatterSchema = z.strictObject({
  target: shareTargetSchema,
  include: shareIncludeSchema.default({
    ...{ raw: false, reasoning: true, toolResults: true, media: false },
  }),
  mask: shareMaskSchema.default({ findings: [], texts: [] }),
});
export type SharedMatter = z.infer<typeof sharedMatterSchema>;

/** A value that looks like a secret, in what would be shared. The value itself only as `before` in its places. */
export const shareFindingSchema = z.strictObject({
  /** The same for the same value. */
  id: z.string(),
  kind: z.string(),
  /** Its beginning, the rest as bullets. */
  masked: z.string(),
  count: z.int().positive(),
  /** The first 20 of them. */
  places: z.array(
    z.strictObject({
      /** Of which trace, and in which event it is seen first. */
      side: z.string(),
      seq: z.int().nonnegative().nullable(),
      /** In words: `tool result of read_file`. */
      where: z.string(),
      /** Some words around it, as they are and as a reader would get them. */
      before: z.string(),
      after: z.string(),
    }),
  ),
});
export type ShareFinding = z.infer<typeof shareFindingSchema>;

/** A trace of a share. */
export const sharedSideSchema = z.string().regex(/^(a|b|t\d{1,3})$/);

/** What a shared trace shows of itself: nothing of the upload, no ids of other traces. */
export const sharedTraceSchema = z.strictObject({
  side: sharedSideSchema,
  name: z.string(),
  formatTitle: z.string(),
  outcome: outcomeSchema,
  timeQuality: timeQualitySchema,
  totals: totalsSchema,
  lanes: z.array(laneSchema),
  /** Of a shared tree: what it borrows from, by side, and how it came to be. */
  parent: sharedSideSchema.nullable().default(null),
  forkSeq: z.int().min(-1).nullable().default(null),
  fork: forkPointSchema.nullable().default(null),
});
export type SharedTrace = z.infer<typeof sharedTraceSchema>;

// Whatever is no token is answered like one that opens nothing.
const byToken = z.strictObject({ token: z.string().max(200) });
const bySide = byToken.extend({ side: z.string().max(10) });

export const shareContract = {
  findings: oc
    .route({
      method: 'POST',
      path: '/shares/findings',
      summary: 'What would be shared: values in it that look like secrets',
    })
    .input(sharedMatterSchema)
    .output(
      z.strictObject({
        findings: z.array(shareFindingSchema),
        /** How often each chosen text is in it. */
        texts: z.array(z.strictObject({ text: z.string(), count: z.int().nonnegative() })),
        /** Characters that were looked at. */
        characters: z.int().nonnegative(),
        /** Says to `create` what was looked at. */
        reviewed: z.string(),
      }),
    ),
  create: oc
    .route({ method: 'POST', path: '/shares', summary: 'Make a link for others' })
    .input(
      sharedMatterSchema.extend({
        /** As `findings` gave it. Refused where what would be shared holds other findings by now. */
        reviewed: z.string().max(200),
        expiresInHours: z
          .int()
          .min(1)
          .max(365 * 24)
          .nullable()
          .default(7 * 24),
        passphrase: z.string().min(8).max(200).optional(),
        maxViews: z.int().min(1).max(100_000).optional(),
      }),
    )
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

/**
 * What a token opens. Unknown, expired, revoked and used up answer alike: not found. One with a passphrase
 * answers `unauthorized` until it was unlocked.
 */
export const sharedContract = {
  unlock: oc
    .route({ method: 'POST', path: '/s/{token}/unlock', summary: 'Give the passphrase of a link' })
    .input(byToken.extend({ passphrase: z.string().max(200) }))
    .output(z.strictObject({ unlocked: z.literal(true) })),
  view: oc
    .route({ method: 'GET', path: '/s/{token}', summary: 'What is shared' })
    .input(byToken)
    .output(
      z.strictObject({
        kind: z.enum(shareKinds),
        title: z.string(),
        /** One line of what it shows: "12 events same, 3 changed, parted at web_search". */
        summary: z.string(),
        traces: z.array(sharedTraceSchema),
        include: shareIncludeSchema,
        masked: z.int().nonnegative(),
        view: z.string().nullable(),
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
  /** Of a shared tree, any two of its traces. */
  diff: oc
    .route({ method: 'GET', path: '/s/{token}/diff' })
    .input(
      byToken.extend({
        a: z.string().max(10).default('a'),
        b: z.string().max(10).default('b'),
        ignore: ignoreSchema,
      }),
    )
    .output(diffResultSchema.omit({ a: true, b: true, control: true })),
  context: oc
    .route({ method: 'GET', path: '/s/{token}/context' })
    .input(
      byToken.extend({
        a: z.string().max(10),
        b: z.string().max(10),
        aSeq: z.coerce.number().int().nonnegative(),
        bSeq: z.coerce.number().int().nonnegative(),
        aSide: sideSchema.default('before'),
        bSide: sideSchema.default('before'),
      }),
    )
    .output(contextDiffSchema),
};
