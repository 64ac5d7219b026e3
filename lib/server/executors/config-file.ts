import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Store } from '@/lib/db/store';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';

/** A server of the configuration file: a program that Retake may start on this machine. */
export interface ConfigServer {
  name: string;
  command: string;
  args: string[];
  /** All that it is given of an environment, besides PATH. */
  env: Record<string, string>;
  /** Absolute. */
  cwd: string;
  /** Of all of the above: what a person allowed holds for this very one. */
  definition: string;
}

const maxBytes = 1 << 20;

const serverSchema = z.object({
  type: z.literal('stdio').optional(),
  command: z.string().min(1),
  args: z.array(z.string()).max(200).default([]),
  env: z.record(z.string().regex(/^[^=\0]+$/), z.string()).default({}),
  cwd: z.string().min(1).optional(),
});
const fileSchema = z.object({
  mcpServers: z.record(z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/), serverSchema).default({}),
});

/**
 * The servers that whoever runs Retake wrote into `retake.config.json` in the data folder, or into the file
 * that RETAKE_CONFIG names. Read anew each time. No request, trace or share adds to it.
 * Throws AppError `unprocessable` for a file that is not what it must be.
 */
export function configServers(store: Pick<Store, 'file'>): ConfigServer[] {
  const file = resolve(env().configFile ?? join(dirname(store.file), 'retake.config.json'));
  if (!existsSync(file)) {
    if (env().configFile === null) return [];
    throw broken('The file that RETAKE_CONFIG names is not there.');
  }
  if (statSync(file).size > maxBytes) throw broken('The configuration file is larger than 1 MB.');
  const parsed = fileSchema.safeParse(jsonOf(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = issue?.path.join('.') || 'the file';
    throw broken(`In the configuration file, ${at} is wrong: ${issue?.message}.`);
  }
  return Object.entries(parsed.data.mcpServers).map(
    ([name, { command, args, env: given, cwd }]) => {
      const server = { command, args, env: given, cwd: resolve(dirname(file), cwd ?? '.') };
      const definition = createHash('sha256')
        .update(JSON.stringify([name, server]))
        .digest('hex');
      return { name, ...server, definition };
    },
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw broken('The configuration file is no JSON.');
  }
}

const broken = (message: string): AppError =>
  new AppError('unprocessable', message, {
    hint: 'It looks like {"mcpServers": {"name": {"command": "…", "args": []}}}. Mend it and try again.',
  });
