import { oc } from '@orpc/contract';
import { z } from 'zod';
import { eventSchema } from '@/lib/trace/event';
import { messageSchema } from '@/lib/trace/message';
import { setupSchema } from '@/lib/trace/setup';
import { sharedSideSchema, shareTokenSchema } from './share-contract';
import { traceIdSchema } from './trace-contract';

/** `0-12,40-44`: half-open ranges of pool positions; at most 2,000 positions in one request. */
export const rangesSchema = z.string().regex(/^\d+-\d+(,\d+-\d+)*$/);
export const maxMessagesPerRequest = 2000;

const poolMessageSchema = z.strictObject({
  position: z.int().nonnegative(),
  contentHash: z.string(),
  message: messageSchema,
});
export type PoolMessage = z.infer<typeof poolMessageSchema>;

/** The beginning of a record of the upload, at most 1 MB of it. */
export const rawRecordSchema = z.strictObject({
  /** Path of the file in the upload. */
  path: z.string(),
  text: z.string(),
  /** Bytes of the record. */
  size: z.int().nonnegative(),
  /** `text` holds its beginning only. */
  cut: z.boolean(),
});
export type RawRecord = z.infer<typeof rawRecordSchema>;

const messagesSchema = z.strictObject({ items: z.array(poolMessageSchema) });
const hashSchema = z.string().regex(/^[0-9a-f]{32}$/);
const seqSchema = z.coerce.number().int().min(0);

const trace = z.strictObject({ id: traceIdSchema });
const shared = z.strictObject({ token: shareTokenSchema, side: sharedSideSchema });

/**
 * Bodies of a trace. Described here like everything else, but answered by routes of their own: the serializer of
 * the contract drops keys such as `__proto__`, and what a trace holds must come through as it is.
 */
export const bodyContract = {
  event: oc
    .route({ method: 'GET', path: '/traces/{id}/events/{seq}', summary: 'One event, whole' })
    .input(trace.extend({ seq: seqSchema }))
    .output(eventSchema),
  messages: oc
    .route({
      method: 'GET',
      path: '/traces/{id}/messages',
      summary: 'Message bodies by pool range',
    })
    .input(trace.extend({ ranges: rangesSchema }))
    .output(messagesSchema),
  setup: oc
    .route({
      method: 'GET',
      path: '/traces/{id}/setups/{hash}',
      summary: 'System, tools, model, parameters',
    })
    .input(trace.extend({ hash: hashSchema }))
    .output(setupSchema),
  sharedEvent: oc
    .route({
      method: 'GET',
      path: '/s/{token}/{side}/events/{seq}',
      summary: 'One event of a share',
    })
    .input(shared.extend({ seq: seqSchema }))
    .output(eventSchema),
  sharedMessages: oc
    .route({
      method: 'GET',
      path: '/s/{token}/{side}/messages',
      summary: 'Message bodies of a share',
    })
    .input(shared.extend({ ranges: rangesSchema }))
    .output(messagesSchema),
  sharedSetup: oc
    .route({
      method: 'GET',
      path: '/s/{token}/{side}/setups/{hash}',
      summary: 'A setup of a share',
    })
    .input(shared.extend({ hash: hashSchema }))
    .output(setupSchema),
};
