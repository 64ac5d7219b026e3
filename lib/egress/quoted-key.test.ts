import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exchange } from './exchange';
import { hidingQuotedKey, withoutQuotedKey } from './quoted-key';

const key = 'sk-0123456789-secret';
const exchange = (body: Uint8Array): Exchange => ({
  ...{ startedAt: 0, durationMs: 1, redirects: [], complete: true, error: `no: ${key}` },
  request: { method: 'POST', url: 'https://a.example/', headers: [], body: '{}' },
  response: { status: 401, headers: [['x-said', `wrong ${key}`]], body },
});

describe('a key that a reply quotes', () => {
  it('is taken out of what is kept, and no other byte is changed', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0]), Buffer.from(`ä ${key} ö`)]);
    const kept = withoutQuotedKey(exchange(bytes), key);
    expect(JSON.stringify(kept)).not.toContain(key);
    const expected = Buffer.concat([Buffer.from([0xff, 0]), Buffer.from('ä [key removed] ö')]);
    expect(Buffer.from(kept.response?.body ?? []).equals(expected)).toBe(true);
  });

  it('is taken out of a refusal before anybody reads it', async () => {
    const said = `Incorrect key: ${key}`;
    const headers = { 'content-length': String(said.length), 'retry-after': '7' };
    const refuse = async () => new Response(said, { status: 401, headers });
    const response = await hidingQuotedKey(refuse, key)('https://a.example');
    expect(response.status).toBe(401);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await response.text()).toBe('Incorrect key: [key removed]');
  });

  it('is taken out of a stream, wherever its pieces end, and no byte of it waits for long', async () => {
    const text = `data: sk-01 ä\n\ndata: {"error":"wrong ${key}"}\n\nsk-0123`;
    const bytes = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const pieces = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
        const body = new ReadableStream({
          start(controller) {
            for (const piece of pieces) controller.enqueue(new Uint8Array(piece));
            controller.close();
          },
        });
        const response = await hidingQuotedKey(
          async () => new Response(body),
          key,
        )('https://a.example');
        expect(await response.text()).toBe(text.replace(key, '[key removed]'));
      }),
    );
    let push: (piece: string) => void = () => {};
    const live = new ReadableStream({
      start: (controller) => {
        push = (piece) => controller.enqueue(new TextEncoder().encode(piece));
      },
    });
    const response = await hidingQuotedKey(
      async () => new Response(live),
      key,
    )('https://a.example');
    const reader = response.body?.getReader();
    push('data: 1\n\n');
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 1\n\n');
    await reader?.cancel();
  });

  it('is no word that is merely short', () => {
    const body = Buffer.from('the model ollama/llama');
    expect(withoutQuotedKey(exchange(body), 'ollama').response?.body).toBe(body);
    expect(withoutQuotedKey(exchange(body), null).response?.body).toBe(body);
  });
});
