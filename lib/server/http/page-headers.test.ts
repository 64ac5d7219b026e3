import { describe, expect, it } from 'vitest';
import { contentPolicy, pageHeaders } from './page-headers';
import { returnPath } from './return-path';

describe('contentPolicy', () => {
  it('runs only scripts with this nonce and evaluates nothing', () => {
    const policy = contentPolicy('abc', false);
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(policy).not.toContain('unsafe-eval');
    expect(policy.match(/unsafe-inline/g)).toHaveLength(1);
    expect(policy).not.toMatch(/https?:|\*/);
    for (const part of [
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "connect-src 'self'",
    ]) {
      expect(policy).toContain(part);
    }
  });

  it('evaluates in development', () => {
    expect(contentPolicy('abc', true)).toContain("'unsafe-eval'");
  });
});

describe('pageHeaders', () => {
  it('keep a shared page out of caches, indexes and referrers', () => {
    const headers = new Headers(pageHeaders('/s/rtk_share_x'));
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
  });

  it('are the same for every other page', () => {
    expect(pageHeaders('/')).toEqual(pageHeaders('/settings'));
    expect(new Headers(pageHeaders('/settings')).get('referrer-policy')).toBe('same-origin');
  });
});

describe('returnPath', () => {
  it.each(['/', '/t/abc?seq=5', '/diff?a=1&b=2'])('keeps %s', (path) => {
    expect(returnPath(path)).toBe(path);
  });

  it.each([
    null,
    undefined,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/a\\b',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/login',
    '/login?next=/login',
  ])('makes / of %j', (path) => {
    expect(returnPath(path)).toBe('/');
  });
});
