import { z } from 'zod';
import { messageSchema } from './message';
import { setupSchema } from './setup';

/**
 * One change a person made at a fork. `index` counts the messages of the conversation at the fork point,
 * before any edit is applied; edits therefore do not depend on their order.
 */
export const forkEditSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('replace-last-user'), text: z.string() }),
  z.strictObject({ type: z.literal('append-user'), text: z.string() }),
  z.strictObject({ type: z.literal('system'), text: z.string() }),
  z.strictObject({
    type: z.literal('message'),
    index: z.int().nonnegative(),
    message: messageSchema,
  }),
  z.strictObject({
    type: z.literal('remove-message'),
    index: z.int().nonnegative(),
  }),
  /** They stand before the message `index`, in this order; `index` as many as there are: at the end. */
  z.strictObject({
    type: z.literal('insert-messages'),
    index: z.int().nonnegative(),
    messages: z.array(messageSchema).max(100),
  }),
  z.strictObject({ type: z.literal('tools'), tools: setupSchema.shape.tools }),
  z.strictObject({ type: z.literal('model'), model: z.string() }),
  /** What a call is sent besides, all of it: temperature and the like. */
  z.strictObject({
    type: z.literal('parameters'),
    parameters: setupSchema.shape.parameters,
  }),
]);
export type ForkEdit = z.infer<typeof forkEditSchema>;

/** What a person changed at a fork, in a few words. Messages are counted from 1, as a reader does. */
export function editWords(edit: ForkEdit): string {
  switch (edit.type) {
    case 'replace-last-user':
      return 'user prompt replaced';
    case 'append-user':
      return 'user message added';
    case 'system':
      return 'system prompt changed';
    case 'message':
      return edit.message.role === 'tool'
        ? `tool result changed (message ${edit.index + 1})`
        : `message ${edit.index + 1} changed`;
    case 'remove-message':
      return `message ${edit.index + 1} removed`;
    case 'insert-messages': {
      const { length } = edit.messages;
      return `${length === 1 ? 'message' : `${length} messages`} added as ${edit.index + 1}`;
    }
    case 'tools':
      return 'tools changed';
    case 'model':
      return `model → ${edit.model}`;
    case 'parameters':
      return 'parameters changed';
  }
}

export const editsWords = (edits: readonly ForkEdit[]): string =>
  edits.length === 0 ? 'unchanged' : edits.map(editWords).join(', ');
