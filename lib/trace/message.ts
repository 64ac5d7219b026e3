import { z } from 'zod';
import { jsonSchema } from './json';

export const roleSchema = z.enum(['system', 'user', 'assistant', 'tool']);
export type Role = z.infer<typeof roleSchema>;

/** A content-addressed body kept beside the trace. `bytes` is the decoded size. */
export const blobRefSchema = z.strictObject({
  sha256: z.string(),
  mediaType: z.string(),
  bytes: z.int().nonnegative(),
});
export type BlobRef = z.infer<typeof blobRefSchema>;

const textPart = z.strictObject({ type: z.literal('text'), text: z.string() });
const reasoningPart = z.strictObject({
  type: z.literal('reasoning'),
  text: z.string(),
  signature: z.string().optional(),
  /** The provider hid the text; what is left is opaque. */
  redacted: z.boolean().optional(),
});
const toolCallPart = z.strictObject({
  type: z.literal('tool-call'),
  callId: z.string().nullable(),
  tool: z.string(),
  input: jsonSchema,
  /** The recorded arguments were no JSON: `input` is then their text. */
  malformed: z.boolean().optional(),
  /** Opaque; the provider that wrote the call wants it back. */
  signature: z.string().optional(),
});
const toolResultPart = z.strictObject({
  type: z.literal('tool-result'),
  callId: z.string().nullable(),
  tool: z.string().optional(),
  output: jsonSchema,
  isError: z.boolean().optional(),
});
const mediaPart = z.strictObject({
  type: z.literal('media'),
  mediaType: z.string(),
  blob: blobRefSchema.optional(),
  /** A reference found in the trace: shown as text, never fetched. */
  url: z.string().optional(),
  name: z.string().optional(),
});
const unknownPart = z.strictObject({
  type: z.literal('unknown'),
  value: jsonSchema,
});

export const partSchema = z.discriminatedUnion('type', [
  textPart,
  reasoningPart,
  toolCallPart,
  toolResultPart,
  mediaPart,
  unknownPart,
]);
export type Part = z.infer<typeof partSchema>;
export type ToolCallPart = z.infer<typeof toolCallPart>;
export type ToolResultPart = z.infer<typeof toolResultPart>;
export type MediaPart = z.infer<typeof mediaPart>;

export const messageSchema = z.strictObject({
  role: roleSchema,
  parts: z.array(partSchema),
  name: z.string().optional(),
});
export type Message = z.infer<typeof messageSchema>;

export const textOf = (message: Message): string =>
  message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');

export const textMessage = (role: Role, text: string, name?: string): Message => ({
  role,
  parts: [{ type: 'text', text }],
  ...(name === undefined ? {} : { name }),
});

export const toolCallsOf = (message: Message): ToolCallPart[] =>
  message.parts.filter((part) => part.type === 'tool-call');

export const toolResultsOf = (message: Message): ToolResultPart[] =>
  message.parts.filter((part) => part.type === 'tool-result');
