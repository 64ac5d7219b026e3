import 'server-only';
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';

const onOff = z
  .enum(['1', 'true', 'yes', 'on', '0', 'false', 'no', 'off'], 'must be 1 or 0')
  .transform((word) => ['1', 'true', 'yes', 'on'].includes(word));

const publicUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const bare = url && !url.username && !url.password && !url.search && !url.hash;
  if (!bare || !/^https?:$/.test(url.protocol) || url.pathname !== '/') {
    context.addIssue('must be an address such as https://retake.example.com, without a path');
    return z.NEVER;
  }
  return url.origin;
});

const secret = z
  .string()
  .trim()
  .min(16, 'must have at least 16 characters, or be 32 bytes in base64 or hex');

const variables = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number('must be a number').int().min(1).max(65_535).default(3000),
  RETAKE_DATA: z.string().default('data'),
  RETAKE_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
  RETAKE_CONFIG: z.string().optional(),
  RETAKE_SECRET: secret.optional(),
  RETAKE_SECRET_PREVIOUS: secret.optional(),
  RETAKE_PUBLIC_URL: publicUrl.optional(),
  RETAKE_ALLOW_PRIVATE_ENDPOINTS: onOff.default(false),
  RETAKE_MAX_RUNS: z.coerce.number('must be a number').int().min(1).max(32).default(4),
  RETAKE_MAX_UPLOAD: z.coerce
    .number('must be a number of bytes')
    .int()
    .min(1)
    // An import reads a file whole, and more bytes than this Node does not give at once.
    .max(2 ** 31 - 1, 'must be at most 2147483647 (2 GB)')
    .default(2 ** 30),
  NODE_ENV: z.string().optional(),
});

export interface Env {
  host: string;
  port: number;
  /** Absolute path of the folder that holds database and uploads. */
  dataFolder: string;
  password: string | null;
  /** File that names MCP servers to start here; null: `retake.config.json` in the data folder, if it is there. */
  configFile: string | null;
  /** Seals the keys of endpoints and executors; null: a generated file in the data folder does. */
  secret: string | null;
  /** What sealed them before. */
  previousSecret: string | null;
  /** Origin such as `https://retake.example.com`, the base of every link that leaves the machine. */
  publicUrl: string | null;
  /** Whether endpoints on private and loopback addresses may be used without being allowed one by one. */
  allowPrivateEndpoints: boolean;
  /** Runs that ask models at once; the others wait in a queue. */
  maxRuns: number;
  /** Bytes. */
  maxUpload: number;
  development: boolean;
}

/**
 * Reads settings; an empty variable is an absent one.
 * @throws Error that names each wrong variable and what it must be, never its value
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const result = variables.safeParse(given(source));
  if (!result.success) {
    const lines = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new Error(`Retake cannot start with these settings:\n${lines.join('\n')}`);
  }
  const value = result.data;
  const folder = value.RETAKE_DATA;
  return {
    host: value.HOST,
    port: value.PORT,
    // The bundler would otherwise take the working folder for a part of the build.
    dataFolder: isAbsolute(folder)
      ? folder
      : resolve(/* turbopackIgnore: true */ process.cwd(), folder),
    password: value.RETAKE_PASSWORD ?? null,
    configFile: value.RETAKE_CONFIG ?? null,
    secret: value.RETAKE_SECRET ?? null,
    previousSecret: value.RETAKE_SECRET_PREVIOUS ?? null,
    publicUrl: value.RETAKE_PUBLIC_URL ?? null,
    allowPrivateEndpoints: value.RETAKE_ALLOW_PRIVATE_ENDPOINTS,
    maxRuns: value.RETAKE_MAX_RUNS,
    maxUpload: value.RETAKE_MAX_UPLOAD,
    development: value.NODE_ENV === 'development',
  };
}

const given = (source: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));

let read: Env | null = null;

/** The settings of this process, read at the first call. Throws as `readEnv`. */
export function env(): Env {
  read ??= readEnv(process.env);
  return read;
}

/** Which key of the environment belongs to which origin, and to no other (security.md S1). */
const keyOwners = new Map([
  ['https://api.openai.com', ['OPENAI_API_KEY']],
  ['https://api.anthropic.com', ['ANTHROPIC_API_KEY']],
  ['https://generativelanguage.googleapis.com', ['GOOGLE_GENERATIVE_AI_API_KEY', 'GEMINI_API_KEY']],
]);

/** The key that the environment holds for this very origin; null for every other address. */
export function environmentKey(
  baseUrl: string,
  source: Record<string, string | undefined> = process.env,
): string | null {
  const origin = URL.canParse(baseUrl) ? new URL(baseUrl).origin : '';
  const keys = keyOwners.get(origin)?.map((name) => source[name]?.trim());
  return keys?.find(Boolean) ?? null;
}
