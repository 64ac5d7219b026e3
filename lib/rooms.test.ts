import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { breaches, errorMappers, eventHashers } from '@/scripts/house-rules';
import { readSource, readSourceFile, sourceFiles } from '@/scripts/read-source';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = sourceFiles(root);
const sources = files.map((file) => readSourceFile(root, file));

describe('the house', () => {
  it('is seen whole', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(sources.flatMap((source) => source.imports).length).toBeGreaterThan(40);
    expect(files).toContain('lib/trace/event.ts');
    expect(files).toContain('lib/rooms.test.ts');
  });

  it('has no file that breaks a rule', () => {
    expect(sources.flatMap(breaches)).toEqual([]);
  });

  it('makes events in one place', () => {
    expect(eventHashers(sources)).toEqual(['lib/trace/builder.ts']);
  });

  it('turns errors into HTTP in one file at most', () => {
    expect(errorMappers(sources).length, errorMappers(sources).join(', ')).toBeLessThan(2);
  });
});

describe('the rules', () => {
  const judge = (file: string, text: string) => breaches(readSource(file, text));

  it.each([
    [
      'components/x.tsx',
      `import { db } from '@/lib/db/open'`,
      'looks into lib/db: components may not',
    ],
    [
      'lib/view/x.ts',
      `import type { A } from '@/lib/api/a'`,
      'looks into lib/api: lib/view may not',
    ],
    [
      'lib/trace/x.ts',
      `export * from '@/lib/replay/a'`,
      'looks into lib/replay: lib/trace may not',
    ],
    ['lib/replay/x.ts', `const a = await import('node:fs')`, 'imports node:fs: lib/replay may not'],
    ['lib/view/x.ts', `let a: import('react').ReactNode`, 'imports react: lib/view may not'],
    ['lib/trace/x.ts', `import '@prisma/client'`, 'imports @prisma/client: lib/trace may not'],
    [
      'lib/formats/x.ts',
      `import next from 'next/server'`,
      'imports next/server: lib/formats may not',
    ],
    ['lib/view/x.ts', `import '@/scripts/corpus'`, 'looks into scripts: lib/view may not'],
    ['lib/view/x.ts', `import { env } from '@/lib/env'`, 'looks into lib/env: lib/view may not'],
    ['lib/resume/x.ts', `import '@/lib/db/a'`, 'looks into lib/db: lib/resume may not'],
    ['lib/server/x.ts', `import http from 'node:http'`, 'imports node:http: only lib/egress'],
    ['lib/server/x.ts', `import { fetch } from 'undici'`, 'imports undici: only lib/egress'],
    ['lib/server/x.ts', `await fetch('https://a.example')`, 'calls fetch: only lib/egress'],
    ['lib/replay/x.ts', 'const now = Date.now()', 'reads a clock or chance: lib/replay may not'],
    ['lib/view/x.ts', 'const now = new Date()', 'reads a clock or chance: lib/view may not'],
    ['lib/server/x.ts', `const { HOST } = process.env`, 'reads process.env: only lib/env.ts'],
    ['app/x.tsx', `import { env } from 'node:process'`, 'reads process.env: only lib/env.ts'],
    ['lib/view/x.ts', `import { a } from '../replay/a'`, 'across rooms it is @/lib/replay/a'],
    ['components/a/b/x.tsx', `import '../../ui/button'`, 'write it with @/'],
    ['lib/view/x.ts', `import { a } from '@/lib/view/a'`, 'inside a folder it is ./a'],
    ['lib/gate/x.ts', `import { a } from './a'`, 'stands in no room'],
    ['lib/formats/x.ts', `import { laws } from './laws.testing'`, 'it is for tests only'],
    ['helpers/x.ts', '', 'stands in no room'],
    ['setup.ts', '', 'stands in no room'],
    [
      'lib/server/x.ts',
      `new Worker(new URL('../../bench/a.ts', import.meta.url))`,
      'write it with @/',
    ],
    [
      'lib/formats/x.ts',
      'const event = { seq: 1, kind: "log", hash: "", records: [] }',
      'makes an event: only lib/trace/builder.ts may',
    ],
  ])('%s: %s', (file, text, sentence) => {
    expect(judge(file, text).join('\n')).toContain(sentence);
  });

  it.each([
    ['lib/replay/x.ts', `import { a } from '@/lib/trace/a'; import { b } from './b'`],
    ['lib/replay/x.ts', `import { AppError } from '@/lib/errors'`],
    ['lib/replay/x.corpus.test.ts', `import '@/lib/formats/index'; import '@/scripts/corpus'`],
    ['lib/formats/laws.testing.ts', `import '@/lib/replay/a'; import { expect } from 'vitest'`],
    ['lib/replay/x.test.ts', `import fs from 'node:fs'; import { it } from 'vitest'`],
    ['lib/view/x.ts', 'const time = new Date(startedAt).toISOString()'],
    ['lib/resume/x.ts', `const call = (fetch: Fetch) => fetch('a')`],
    ['lib/egress/x.ts', `import { fetch, Agent } from 'undici'; import tls from 'node:tls'`],
    ['lib/env.ts', `export const host = process.env.HOST`],
    [
      'instrumentation.ts',
      `if (process.env.NEXT_RUNTIME === 'nodejs') await import('@/lib/server/a')`,
    ],
    ['components/a/x.tsx', `import '../ui/button'; import '@/components/ui/menu'; fetch('/api')`],
    ['app/page.tsx', `import './page.css'; import { A } from '@/components/a'`],
    ['app/x.ts', `import '@/lib/server/a'; import 'next/navigation'`],
    ['vitest.config.ts', `import './scripts/browser.mjs'; process.env.A`],
    ['lib/server/x.ts', `new Worker(new URL('./import.worker.ts', import.meta.url))`],
    [
      'lib/trace/event.ts',
      'z.object({ seq: z.int(), kind: z.string(), hash: z.string(), records: r })',
    ],
  ])('allow %s: %s', (file, text) => {
    expect(judge(file, text)).toEqual([]);
  });

  it('see two files that map errors to HTTP', () => {
    const text = 'if (error instanceof AppError) return new Response(error.message)';
    const two = ['lib/server/a.ts', 'lib/server/b.ts'].map((file) => readSource(file, text));
    expect(errorMappers(two)).toEqual(['lib/server/a.ts', 'lib/server/b.ts']);
  });
});
