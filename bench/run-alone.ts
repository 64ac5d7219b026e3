import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Workshop } from './stored-run';

const oneRunSchema = z.strictObject({
  /** The trace that an import made. */
  id: z.string().nullable(),
  ms: z.number(),
  /** Processor time, which says more than the clock where other programs want the machine too. */
  cpuMs: z.number(),
  /** How far resident memory grew at most, in bytes. */
  grown: z.number(),
});
export type OneRun = z.infer<typeof oneRunSchema>;

/**
 * The floor or an import in a process of its own, as an import has a worker of its own: its code is cold, and
 * nothing else grows in its memory. The start of the process does not count.
 */
export function runAlone(
  what: 'floor' | 'import',
  { folder, store }: Workshop,
  file: string,
): OneRun {
  const script = fileURLToPath(new URL('./one-run.ts', import.meta.url));
  const args = [...process.execArgv, script, what, folder, store.file, file];
  const told = execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 120_000 });
  return oneRunSchema.parse(JSON.parse(told));
}
