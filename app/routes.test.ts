import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { policyOf } from '@/lib/server/http/route';
import { provideSessions } from '@/lib/server/http/session';

// Before anything reads the settings.
vi.hoisted(() => {
  process.env.RETAKE_PASSWORD = 'correct horse';
});
provideSessions({
  create: async () => {},
  find: async () => null,
  remove: async () => {},
});

const app = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .sort();
const routeFiles = files.filter((file) => /(^|\/)route\.[jt]sx?$/.test(file));
const pageFiles = files.filter((file) => /(^|\/)page\.[jt]sx?$/.test(file));
const text = (file: string) => readFileSync(join(app, file), 'utf8');

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const reads: readonly string[] = ['GET', 'HEAD'];

const handlers = (
  await Promise.all(
    routeFiles.map(async (file) => {
      const module: Record<string, unknown> = await import(/* @vite-ignore */ join(app, file));
      return methods.flatMap((method) =>
        method in module ? [{ file, method, handler: module[method] }] : [],
      );
    }),
  )
).flat();
const made = handlers.map((one) => ({ ...one, policy: policyOf(one.handler) }));

/** Routes that ask for neither password nor token. */
const open = ['DELETE api/session/route.ts', 'POST api/session/route.ts'];

describe('every route', () => {
  it('is listed here with its policy', () => {
    const rows = made.map(
      ({ file, method, policy }) =>
        `${method.padEnd(7)} /${file.replace(/\/route\.\w+$/, '')}  ${policy ? `${policy.access}, ${policy.kind}` : 'NO POLICY'}`,
    );
    console.info(rows.join('\n'));
    expect(made.length).toBeGreaterThanOrEqual(routeFiles.length);
  });

  it('states a policy that fits its method and place', () => {
    const wrong = made.flatMap(({ file, method, policy }) => {
      const at = `${method} ${file}`;
      if (!policy) return [`${at} is not made by route()`];
      const reading = policy.kind === 'read' || policy.kind === 'stream';
      const shared = file.startsWith('api/s/') || file.startsWith('s/');
      return [
        ...(reading === reads.includes(method) ? [] : [`${at} cannot be a ${policy.kind}`]),
        ...(file.startsWith('api/') || shared ? [] : [`${at} stands outside of /api`]),
        ...((policy.access === 'public-token') === shared
          ? []
          : [`${at}: a token opens what is under /s, and nothing else`]),
        ...(policy.access !== 'open' || open.includes(at) ? [] : [`${at} may not be open`]),
      ];
    });
    expect(wrong).toEqual([]);
  });

  it.each(made.filter(({ policy }) => policy?.access === 'session'))(
    'asks for the password: $method $file',
    async ({ method, handler }) => {
      const request = new Request('http://localhost:3000/api/x', {
        method,
        headers: { host: 'localhost:3000' },
      });
      // Made by `route`, as the test above says.
      const response = await (handler as (...given: unknown[]) => Promise<Response>)(request, {
        params: Promise.resolve({}),
      });
      expect(response.status).toBe(401);
    },
  );

  it.each(made.filter(({ policy }) => policy !== null))(
    'refuses a foreign Host: $method $file',
    async ({ method, handler }) => {
      const request = new Request('http://localhost:3000/api/x', {
        method,
        headers: { host: 'rebound.example' },
      });
      // Made by `route`, as the filter says.
      const response = await (handler as (...given: unknown[]) => Promise<Response>)(request, {
        params: Promise.resolve({}),
      });
      expect(response.status).toBe(403);
    },
  );
});

describe('every page', () => {
  it('but login and shares asks for the session first', () => {
    const unguarded = pageFiles
      .filter((file) => file !== 'login/page.tsx' && !file.startsWith('s/'))
      .filter((file) => {
        const calls = text(file).match(/await requireSession\(\)/g)?.length ?? 0;
        return calls < (text(file).includes('generateMetadata') ? 2 : 1);
      });
    expect(unguarded).toEqual([]);
  });

  it('has no server action: those would pass by the guard', () => {
    const sources = files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'));
    expect(sources.filter((file) => /['"]use server['"]/.test(text(file)))).toEqual([]);
  });
});
