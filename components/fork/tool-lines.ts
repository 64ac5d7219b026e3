import type { ForkEdit } from '@/lib/trace/fork-edit';
import type { ToolDefinition } from '@/lib/trace/setup';

export type SchemaSource = 'recorded' | 'inferred' | 'pasted' | 'edited' | 'none';

/** A tool that the model may be told of, and where its definition comes from. */
export interface ToolLine {
  definition: ToolDefinition;
  /** The model is told of it. */
  on: boolean;
  source: Exclude<SchemaSource, 'none'>;
}

/** Where nobody has changed anything: what is recorded is on, what was made up from calls is only offered. */
export function firstToolLines(
  recorded: readonly ToolDefinition[] | null,
  inferred: readonly ToolDefinition[],
): ToolLine[] {
  const known = new Set((recorded ?? []).map(({ name }) => name));
  return [
    ...(recorded ?? []).map(
      (definition): ToolLine => ({ definition, on: true, source: 'recorded' }),
    ),
    ...inferred
      .filter(({ name }) => !known.has(name))
      .map((definition): ToolLine => ({ definition, on: false, source: 'inferred' })),
  ];
}

/** Those that are inferred are told to the model from now on. */
export const withInferred = (lines: readonly ToolLine[]): ToolLine[] =>
  lines.map((line) => (line.source === 'inferred' ? { ...line, on: true } : line));

/** Pasted definitions replace those of the same name and stand behind the others. */
export function withPasted(
  lines: readonly ToolLine[],
  pasted: readonly ToolDefinition[],
): ToolLine[] {
  const open = new Map(pasted.map((definition) => [definition.name, definition]));
  const line = (definition: ToolDefinition): ToolLine => ({
    definition,
    on: true,
    source: 'pasted',
  });
  const replaced = lines.map((one) => {
    const found = open.get(one.definition.name);
    open.delete(one.definition.name);
    return found ? line(found) : one;
  });
  return [...replaced, ...[...open.values()].map(line)];
}

/** The edit that the lines mean; none where the model is told what is recorded. */
export function toolsEdit(
  lines: readonly ToolLine[] | null,
  recorded: readonly ToolDefinition[] | null,
): ForkEdit[] {
  if (!lines) return [];
  const tools = lines.filter(({ on }) => on).map(({ definition }) => definition);
  // Nothing is told where nothing is recorded: nobody has turned one on.
  if (recorded === null && tools.length === 0) return [];
  return JSON.stringify(tools) === JSON.stringify(recorded) ? [] : [{ type: 'tools', tools }];
}

/** Where what the model is told of a tool comes from. */
export function schemaSource(
  tool: string,
  lines: readonly ToolLine[] | null,
  recorded: readonly ToolDefinition[] | null,
): SchemaSource {
  const line = (lines ?? firstToolLines(recorded, [])).find(
    ({ definition, on }) => on && definition.name === tool,
  );
  return line && line.definition.schema !== undefined ? line.source : 'none';
}
