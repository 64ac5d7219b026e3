import { z } from 'zod';
import { jsonSchema } from './json';
import { partSchema } from './message';

export const toolDefinitionSchema = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  schema: jsonSchema.optional(),
});
export type ToolDefinition = z.infer<typeof toolDefinitionSchema>;

/**
 * What a model call was sent besides its messages. Content-addressed: many calls share one.
 * `null` means the trace does not record it, an empty list means it records that there was none.
 */
export const setupSchema = z.strictObject({
  system: z.array(partSchema).nullable(),
  tools: z.array(toolDefinitionSchema).nullable(),
  model: z.string().nullable(),
  parameters: jsonSchema.nullable(),
});
export type Setup = z.infer<typeof setupSchema>;

export const emptySetup: Setup = {
  system: null,
  tools: null,
  model: null,
  parameters: null,
};
