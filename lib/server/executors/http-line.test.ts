import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { httpLine } from './http-line';
import { TestHttp } from './http-server.testing';
import { NoAnswer } from './live-line';

let server: TestHttp;
beforeEach(async () => {
  server = await TestHttp.start();
});
afterEach(() => server.stop());

const call = { tool: 'refund', input: { id: 7 }, callId: 'c1', idempotencyKey: 'retake-1' };
const send = (key: string | null = null, signal = new AbortController().signal) =>
  httpLine({ url: server.url, allowPrivate: true, key }).send(call, signal);
const answers = (status: number, body: string, headers: Record<string, string> = {}) => {
  server.answer = (response) => void response.writeHead(status, headers).end(body);
};

describe('an HTTP executor', () => {
  it('is sent the call, who asks, and what tells a second try', async () => {
    expect(await send('key-of-the-shop')).toEqual({ output: { done: true }, isError: false });
    const [seen] = server.seen;
    expect(JSON.parse(seen?.body ?? '')).toEqual({
      ...{ tool: 'refund', input: { id: 7 }, callId: 'c1', idempotencyKey: 'retake-1' },
    });
    expect(seen?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-retake-resume': '1',
      'idempotency-key': 'retake-1',
      authorization: 'Bearer key-of-the-shop',
    });
    await send();
    expect(server.seen[1]?.headers.authorization).toBeUndefined();
  });

  it.each<[string, unknown, boolean]>([
    ['{"output": [1], "isError": true}', [1], true],
    ['{"output": null}', null, false],
    ['{"total": 3}', { total: 3 }, false],
    ['[1, 2]', [1, 2], false],
    ['plain words', 'plain words', false],
    ['{"a": NaN}', '{"a": NaN}', false],
    ['', '', false],
  ])('answers %s', async (body, output, isError) => {
    answers(200, body);
    expect(await send()).toEqual({ output, isError });
  });

  it('whose status is no success has given no answer, and is asked once', async () => {
    answers(503, `over\n capacity ${'x'.repeat(5000)}`);
    const error = await send().catch((one: unknown) => one);
    expect(error).toBeInstanceOf(NoAnswer);
    expect(String(error)).toMatch(/status 503: “over capacity x+…”\. It may have acted\./);
    expect(String(error).length).toBeLessThan(700);
    expect(server.seen).toHaveLength(1);
  });

  it('never gets its key quoted back to a reader', async () => {
    server.answer = (response, { headers }) =>
      void response.end(`you sent ${headers.authorization}`);
    expect((await send('key-of-the-shop')).output).toBe('you sent Bearer [key removed]');
  });

  it('that redirects elsewhere is not followed', async () => {
    const other = await TestHttp.start();
    answers(307, '', { location: other.url });
    await expect(send('key-of-the-shop')).rejects.toThrow('It may have acted.');
    expect(other.seen).toEqual([]);
    await other.stop();
    answers(307, '', { location: 'http://169.254.169.254/latest' });
    await expect(send()).rejects.toThrow('never connects to');
    server.answer = (response, { path }) =>
      path === '/moved'
        ? void response.end('"here"')
        : void response.writeHead(307, { location: '/moved' }).end();
    expect((await send()).output).toBe('here');
  });

  it('that sends too much, or that nobody runs, gives none', async () => {
    answers(200, 'x'.repeat(5 * 2 ** 20 + 1));
    await expect(send()).rejects.toThrow('more than 5242880 bytes');
    const { url } = server;
    await server.stop();
    const gone = httpLine({ url, allowPrivate: true, key: null });
    await expect(gone.send(call, new AbortController().signal)).rejects.toThrow(
      'Nothing was sent.',
    );
    const closed = httpLine({ url, allowPrivate: false, key: null });
    await expect(closed.send(call, new AbortController().signal)).rejects.toThrow(
      'private address',
    );
    server = await TestHttp.start();
  });

  it('is left at once when a call is cancelled', async () => {
    server.answer = () => undefined;
    const abort = new AbortController();
    const sent = send(null, abort.signal);
    await expect.poll(() => server.seen).toHaveLength(1);
    abort.abort();
    await expect(sent).rejects.toBe(abort.signal.reason);
    await expect.poll(() => server.seen[0]?.cut).toBe(true);
  });
});
