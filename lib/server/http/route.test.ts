import { describe, expect, it, vi } from 'vitest';
import { AppError } from '@/lib/errors';
import { policyOf, route } from './route';

const ask = (init: RequestInit = {}) =>
  new Request('http://localhost:3000/api/x', {
    ...init,
    headers: { host: 'localhost:3000', ...init.headers },
  });

describe('route', () => {
  it('guards before the handler sees anything', async () => {
    const handler = vi.fn(() => new Response());
    const guarded = route({ access: 'session', kind: 'upload' }, handler);
    const response = await guarded(
      ask({ method: 'POST', body: 'x', headers: { origin: 'https://evil.example' } }),
      undefined,
    );
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: 'forbidden' } });
    expect(handler).not.toHaveBeenCalled();
  });

  it('passes request and context on and sets headers on every answer', async () => {
    const guarded = route<{ id: string }>({ access: 'session', kind: 'read' }, (_request, { id }) =>
      Response.json({ id }, { headers: { 'cache-control': 'max-age=9' } }),
    );
    const response = await guarded(ask(), { id: '7' });
    expect(await response.json()).toEqual({ id: '7' });
    expect(response.headers.get('cache-control')).toBe('max-age=9');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
  });

  it('keeps what is shared out of caches, indexes and referrers', async () => {
    const guarded = route({ access: 'public-token', kind: 'read' }, () =>
      Response.json({}, { headers: { 'cache-control': 'max-age=9' } }),
    );
    const { headers } = await guarded(ask(), undefined);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('answers an AppError with its sentence and hint', async () => {
    const guarded = route({ access: 'session', kind: 'read' }, () => {
      throw new AppError('not_found', 'There is no such trace.', {
        hint: 'It may be deleted.',
        details: { id: 1 },
      });
    });
    const response = await guarded(ask(), undefined);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      error: {
        code: 'not_found',
        message: 'There is no such trace.',
        hint: 'It may be deleted.',
        details: { id: 1 },
      },
    });
  });

  it('logs any other error once and shows nothing of it but its id', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const bug = new TypeError('secret internals');
    const guarded = route({ access: 'session', kind: 'read' }, async () => {
      throw bug;
    });
    const response = await guarded(ask(), undefined);
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).toContain('Something broke on our side.');
    expect(text).not.toContain('secret');
    const id = JSON.parse(text).error.correlationId;
    expect(log).toHaveBeenCalledTimes(1);
    expect(log).toHaveBeenCalledWith(`[${id}]`, bug);
  });

  it('is quiet about a client that left', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const abort = new AbortController();
    const guarded = route({ access: 'session', kind: 'read' }, async () => {
      abort.abort();
      throw abort.signal.reason;
    });
    expect((await guarded(ask({ signal: abort.signal }), undefined)).status).toBe(499);
    expect(log).not.toHaveBeenCalled();
  });

  it('lets a stream through as it is', async () => {
    const guarded = route({ access: 'session', kind: 'stream' }, () => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('data: 1\n\n'));
        },
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    });
    const reader = (await guarded(ask(), undefined)).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 1\n\n');
    await reader?.cancel();
  });

  it('shows the policy of what it made, and of nothing else', () => {
    const policy = { access: 'session', kind: 'read' } as const;
    expect(policyOf(route(policy, () => new Response()))).toEqual(policy);
    expect(policyOf(() => new Response())).toBeNull();
    expect(policyOf(undefined)).toBeNull();
  });
});
