import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type Step, stepText } from '@/lib/replay/align/step';
import type { Json } from '@/lib/trace/json';

const json = z.custom<Json>((value) => value !== undefined).optional();
const pairSchema = z.object({
  pair: z.union([z.string(), z.number().transform(String)]),
  // A pair that names no file is a pair that cannot be read; the others can.
  reference: z.string().catch(''),
  failing: z.string().catch(''),
});
/** A step that is none stays as an empty one, so that the steps after it keep their places. */
const stepSchema = z
  .object({ kind: z.string().catch(''), name: z.string().catch(''), inputs: json, outputs: json })
  .catch({ kind: '', name: '' });
const runSchema = z.object({ steps: z.array(stepSchema) });

export type RunPair = z.infer<typeof pairSchema>;

function read<T>(file: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
}

/** The pairs that `pairs.json` of a folder names; `''` where one names no file. Throws an Error that names the file. */
export const readPairs = (folder: string): RunPair[] =>
  read(resolve(folder, 'pairs.json'), z.array(pairSchema));

/** Steps of a run file; its ids, times and attributes are left out. Throws an Error that names the file. */
export function readSteps(folder: string, file: string): Step[] {
  if (file === '') throw new Error('The pair does not name both of its run files');
  return read(resolve(folder, file), runSchema).steps.map(({ kind, name, inputs, outputs }) => ({
    kind,
    name,
    text: stepText(inputs, outputs),
  }));
}
