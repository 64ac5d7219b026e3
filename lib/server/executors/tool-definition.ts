import type { ExecutorTool } from '@/lib/api/executor-contract';
import { canonicalJson } from '@/lib/trace/canonical-json';

/** What a person looked at when they allowed a tool: with another one they are asked anew. */
export const definitionOf = ({ name, description, schema, hints }: ExecutorTool): string =>
  canonicalJson({ name, description, schema, hints });

/** What was allowed stays allowed while its definition does. */
export function keepLeave(
  before: readonly ExecutorTool[],
  now: readonly ExecutorTool[],
): ExecutorTool[] {
  const allowed = new Set(before.filter((tool) => tool.allowed).map(definitionOf));
  return now.map((tool) => ({ ...tool, allowed: allowed.has(definitionOf(tool)) }));
}
