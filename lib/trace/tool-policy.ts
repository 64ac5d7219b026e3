import { z } from 'zod';
import { jsonSchema } from './json';

/** Who answers the calls of one tool in a resumed branch, asked in this order. */
export const toolRuleSchema = z.strictObject({
  tool: z.string(),
  /** First what the lineage recorded: the same tool, canonically equal arguments. */
  recording: z.boolean(),
  /**
   * Paths of the arguments that the recording may differ in (`page.token`, `items.*.id`): clocks and ids.
   * They are compared after all exact matches failed.
   */
  ignore: z.array(z.string().min(1).max(200)).max(50),
  /** What the recording does not answer. */
  otherwise: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('hand') }),
    z.strictObject({ by: z.literal('fixed'), output: jsonSchema, isError: z.boolean() }),
    /** A live one: touches the world, and only with leave. */
    z.strictObject({ by: z.literal('executor'), executorId: z.string() }),
    z.strictObject({ by: z.literal('deny') }),
  ]),
});
export type ToolRule = z.infer<typeof toolRuleSchema>;

/**
 * Stored with a branch and inherited by its forks. A tool without a rule is answered from the recording,
 * then by hand. Only a person changes it: nothing that a tool or a model says does.
 */
export const toolPolicySchema = z.strictObject({
  rules: z.array(toolRuleSchema).max(500),
  /** Tools whose live calls a person allowed without being asked again, in this branch and its forks. */
  approved: z.array(z.strictObject({ executorId: z.string(), tool: z.string() })).max(500),
});
export type ToolPolicy = z.infer<typeof toolPolicySchema>;

export const firstPolicy: ToolPolicy = { rules: [], approved: [] };

/** The rule of a tool; the first one where there are several. */
export const ruleOf = ({ rules }: ToolPolicy, tool: string): ToolRule =>
  rules.find((rule) => rule.tool === tool) ?? {
    tool,
    recording: true,
    ignore: [],
    otherwise: { by: 'hand' },
  };
