import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';
import { config, proxy } from '@/proxy';

const ask = (path: string, headers: Record<string, string> = {}) =>
  proxy(
    new NextRequest(`http://localhost:3000${path}`, {
      headers: { host: 'localhost:3000', ...headers },
    }),
  );

/** The matcher as Next reads it: anchored at both ends. */
const matches = (path: string) => config.matcher.some((one) => new RegExp(`^${one}$`).test(path));

describe('proxy', () => {
  it('gives every page a policy with a nonce of its own, and tells it to Next', () => {
    const [one, two] = [ask('/'), ask('/')];
    const policy = one.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/'nonce-[\w-]{36}'/);
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).not.toBe(two.headers.get('content-security-policy'));
    expect(one.headers.get('x-middleware-request-content-security-policy')).toBe(policy);
    expect(one.headers.get('x-frame-options')).toBeNull();
    expect(one.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  });

  it('tells the page its path, whatever the browser says', () => {
    const response = ask('/t/1?seq=2', { 'x-retake-path': '/evil' });
    expect(response.headers.get('x-middleware-request-x-retake-path')).toBe('/t/1?seq=2');
  });

  it('refuses a name that is not ours', () => {
    const response = ask('/', { host: 'rebound.example:3000' });
    expect(response.status).toBe(403);
  });

  it('keeps shared pages to themselves', () => {
    expect(ask('/s/token').headers.get('referrer-policy')).toBe('no-referrer');
    expect(ask('/s/token').headers.get('x-robots-tag')).toContain('noindex');
  });

  it('is for pages, never for /api: a body would be cut', () => {
    for (const path of ['/', '/t/1', '/s/x', '/login', '/apiary']) expect(matches(path)).toBe(true);
    for (const path of ['/api/traces', '/api/s/x', '/_next/static/a.js']) {
      expect(matches(path)).toBe(false);
    }
  });
});
