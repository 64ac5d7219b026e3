import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Step, stepText } from '@/lib/replay/align/step';
import type { Json } from '@/lib/trace/json';

const json = z.custom<Json>((value) => value !== undefined).optional();
const pairSchema = z.object({ pair: z.string(), reference: z.string(), failing: z.string() });
const runSchema = z.object({
  steps: z.array(
    z.object({
      kind: z.string().catch(''),
      name: z.string().catch(''),
      inputs: json,
      outputs: json,
    }),
  ),
});

export type RunPair = z.infer<typeof pairSchema>;

function read<T>(file: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
}

/** The pairs that `pairs.json` of a folder names. Throws an Error that names the file. */
export const readPairs = (folder: string): RunPair[] =>
  read(join(folder, 'pairs.json'), z.array(pairSchema));

/** Steps of a run file; its ids, times and attributes are left out. Throws an Error that names the file. */
export const readSteps = (folder: string, file: string): Step[] =>
  read(join(folder, file), runSchema).steps.map(({ kind, name, inputs, outputs }) => ({
    kind,
    name,
    text: stepText(inputs, outputs),
  }));
