/** A room of the house: what it may look into, and which packages it may use. ARCHITECTURE.md says why. */
export interface Room {
  /** Folder, relative to the root; `lib/errors` and `lib/env` are single files. */
  name: string;
  looksInto: readonly string[];
  /** `@scope/*` stands for all of a scope, `node:` for what Node brings, `*` for any. */
  packages: readonly string[];
}

const pure = ['lib/trace', 'lib/dialects', 'lib/formats', 'lib/replay', 'lib/view'];

/** Rooms that do no I/O, read no clock and know neither Node, React, Next nor Prisma. */
export const pureRooms: readonly string[] = pure;

const engine = [...pure, 'lib/resume', 'lib/egress', 'lib/db', 'lib/api'];
const house = [
  ...engine,
  'lib/replayer',
  'lib/server',
  'lib/errors',
  'lib/env',
  'components',
  'app',
];

/** Rooms of the product. The hall (`lib/errors`) is open to all of them. */
const rooms: readonly Room[] = [
  { name: 'lib/trace', looksInto: [], packages: ['zod'] },
  { name: 'lib/dialects', looksInto: ['lib/trace'], packages: ['zod'] },
  {
    name: 'lib/formats',
    looksInto: ['lib/trace', 'lib/dialects'],
    packages: ['zod', 'fflate', 'rfc6902'],
  },
  {
    name: 'lib/replay',
    looksInto: ['lib/trace', 'lib/dialects'],
    packages: ['diff', 're2js', 'fastest-levenshtein', 'fast-xml-parser'],
  },
  { name: 'lib/view', looksInto: ['lib/trace', 'lib/replay'], packages: [] },
  {
    name: 'lib/resume',
    looksInto: ['lib/trace', 'lib/dialects', 'lib/replay'],
    packages: ['ai', '@ai-sdk/*', 'jsonrepair', 'zod'],
  },
  { name: 'lib/egress', looksInto: ['lib/env'], packages: ['undici', 'ipaddr.js', 'node:'] },
  {
    name: 'lib/db',
    looksInto: ['lib/trace', 'lib/env', 'prisma'],
    packages: ['@prisma/*', 'better-sqlite3', 'zod', 'lru-cache', 'server-only', 'node:'],
  },
  {
    name: 'lib/api',
    looksInto: ['lib/trace', 'lib/replay'],
    packages: ['zod', '@orpc/contract', '@orpc/client', '@orpc/openapi-client'],
  },
  // What a program imports: the engine and the formats over Node's files.
  { name: 'lib/replayer', looksInto: pure, packages: ['node:'] },
  {
    name: 'lib/server',
    looksInto: [...engine, 'lib/env'],
    packages: [
      'server-only',
      'node:',
      'zod',
      '@orpc/*',
      'busboy',
      'yauzl',
      'yazl',
      'lru-cache',
      'uuidv7',
      'gpt-tokenizer',
      '@pydantic/genai-prices',
      '@modelcontextprotocol/sdk',
    ],
  },
  {
    name: 'components',
    looksInto: ['lib/trace', 'lib/replay', 'lib/view', 'lib/api'],
    packages: [
      'react',
      'react-dom',
      'next',
      'nuqs',
      'radix-ui',
      'lucide-react',
      'react-resizable-panels',
      'tinykeys',
      'diff',
      '@tanstack/*',
      '@orpc/*',
      'monaco-editor',
      '@monaco-editor/react',
      '@cfworker/json-schema',
    ],
  },
  {
    name: 'app',
    looksInto: ['lib/view', 'lib/api', 'lib/server', 'lib/env', 'components'],
    packages: ['react', 'next', 'nuqs', 'geist', 'server-only', '@orpc/*'],
  },
  { name: 'lib/errors', looksInto: [], packages: [] },
  { name: 'lib/env', looksInto: [], packages: ['zod', 'server-only', 'node:'] },
  // Generated; nobody but lib/db sees it.
  { name: 'prisma', looksInto: [], packages: [] },
];

/** Around the house: these look into all of it, and it looks into none of these. */
export const yard: readonly Room[] = [
  ...['scripts', 'e2e', 'bench', 'configuration'].map((name) => ({
    name,
    looksInto: [...house, 'prisma', 'scripts', 'bench', 'e2e', 'configuration'],
    packages: ['*'],
  })),
];

/** Files of Next at the root belong to `app`; the others set up or check. */
const rootFile =
  /^(?:(instrumentation|instrumentation-client|proxy)\.ts|[a-z]+\.config\.(?:ts|mjs)|lib\/rooms\.test\.ts)$/;

/** The room of a file, null where it stands in none. */
export function roomOf(file: string): Room | null {
  const atRoot = rootFile.exec(file);
  const name = atRoot ? (atRoot[1] ? 'app' : 'configuration') : null;
  return (
    [...rooms, ...yard].find((room) =>
      name ? room.name === name : file.startsWith(`${room.name}/`) || isFile(room.name, file),
    ) ?? null
  );
}

/** `lib/errors.ts` is a room of one file; its test counts to it. */
const isFile = (room: string, file: string) =>
  ['.ts', '.test.ts'].some((ending) => file === room + ending);
