import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/errors';
import { kinds, replyOf, runAgainst } from './all-mocks.testing';

const typesOf = (steps: { type: string }[]) =>
  steps.map(({ type }) => type).filter((type) => type !== 'delta');

describe('retries', () => {
  it.each(kinds)('of %s are visible and end with the reply', async (kind) => {
    const { steps, waited, mock } = await runAgainst(kind, [
      { status: 503 },
      { status: 429, headers: { 'retry-after': '2' } },
      { text: 'At last.' },
    ]);
    expect(typesOf(steps)).toEqual([
      ...['call-started', 'retrying', 'retrying', 'model-call', 'ended'],
    ]);
    expect(steps.filter(({ type }) => type === 'retrying')).toMatchObject([
      { failure: { code: 'upstream' }, attempt: 2, of: 3, delayMs: 1000 },
      { failure: { code: 'rate-limited' }, attempt: 3, of: 3, delayMs: 2000 },
    ]);
    expect(waited).toEqual([1000, 2000]);
    expect(mock.requests).toHaveLength(3);
    expect(new Set(mock.requests.map(({ body }) => body)).size).toBe(1);
    expect(steps.at(-1)).toMatchObject({ reason: 'done' });
  });

  it('wait 1 and 4 seconds where nothing is said', async () => {
    const busy = { status: 500 };
    const { waited } = await runAgainst('openai-chat', [busy, busy, busy]);
    expect(waited).toEqual([1000, 4000]);
  });

  it('are left to a person where the endpoint wants more than a minute', async () => {
    const { steps, waited } = await runAgainst('anthropic', [
      { status: 429, headers: { 'retry-after': '61' } },
    ]);
    expect(waited).toEqual([]);
    expect(steps.at(-1)).toMatchObject({
      ...{ reason: 'failed', failure: { code: 'rate-limited', retryAfterSeconds: 61 } },
    });
  });

  it('honour what Google says in its body', async () => {
    const headers = { 'x-mock-retry-delay': '3.5' };
    const { waited } = await runAgainst('google', [{ status: 429, headers }]);
    expect(waited).toEqual([4000]);
  });

  it('are none where the quota is used up', async () => {
    const { waited, mock } = await runAgainst('openai-chat', [
      { status: 429, code: 'insufficient_quota' },
    ]);
    expect([waited.length, mock.requests.length]).toEqual([0, 1]);
  });

  it('follow a connection that was never made', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => closed.once('listening', resolve));
    const address = closed.address();
    const port = address !== null && typeof address === 'object' ? address.port : 1;
    await new Promise((resolve) => closed.close(resolve));
    const refused: typeof fetch = (_, init) => fetch(`http://127.0.0.1:${port}/`, init);
    const { steps, waited } = await runAgainst('anthropic', [], { fetch: refused });
    expect(waited).toEqual([1000, 4000]);
    expect(steps.at(-1)).toMatchObject({ reason: 'failed', failure: { code: 'upstream' } });
  });

  it.each([
    ['ECONNREFUSED', 2],
    ['ENOTFOUND', 2],
    ['UND_ERR_CONNECT_TIMEOUT', 2],
    ['ECONNRESET', 0],
    ['UND_ERR_HEADERS_TIMEOUT', 0],
  ])('after %s of the guarded way out: %i', async (code, times) => {
    const cause = Object.assign(new Error('deep'), { code });
    const failing = () =>
      Promise.reject(new AppError('upstream', 'No.', { cause: new TypeError('x', { cause }) }));
    const { waited } = await runAgainst('openai-compatible', [], { fetch: failing });
    expect(waited).toHaveLength(times);
  });

  it('are none for what timed out after it was sent', async () => {
    const failing = () => Promise.reject(new AppError('timeout', 'here sent nothing.'));
    const { waited, steps } = await runAgainst('google', [], { fetch: failing });
    expect(waited).toEqual([]);
    expect(steps.at(-1)).toMatchObject({ failure: { code: 'timeout' } });
  });

  it('are cancelled at once while they wait', async () => {
    const abort = new AbortController();
    const started = Date.now();
    const { steps } = await runAgainst('anthropic', [{ status: 529 }], {
      signal: abort.signal,
      wait: () => {
        setTimeout(() => abort.abort(), 10);
        return new Promise(() => {});
      },
    });
    expect(Date.now() - started).toBeLessThan(500);
    expect(steps.at(-1)).toMatchObject({ reason: 'cancelled' });
  });
});

describe('a cancel', () => {
  it.each(kinds)(
    'of a reply of %s that stalls closes the socket and keeps what came',
    async (kind) => {
      const abort = new AbortController();
      const at = { cancelled: 0 };
      const { steps, mock } = await runAgainst(kind, [{ text: 'half of ', ending: 'stall' }], {
        signal: abort.signal,
        fetch: async (input, init) => {
          const response = await fetch(input, init);
          setTimeout(() => {
            at.cancelled = Date.now();
            abort.abort();
          }, 60);
          return response;
        },
      });
      expect(Date.now() - at.cancelled).toBeLessThan(500);
      expect(((await mock.requests[0]?.closed) ?? 0) - at.cancelled).toBeLessThan(500);
      expect(replyOf(steps)).toMatchObject([
        { unfinished: true, reply: { parts: [{ type: 'text', text: 'half of ' }] } },
      ]);
      expect(steps.at(-1)).toMatchObject({ reason: 'cancelled' });
    },
  );
});
