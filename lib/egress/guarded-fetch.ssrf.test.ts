import { describe, expect, it, vi } from 'vitest';
import { isAppError } from '@/lib/errors';
import type { Network } from './guarded-agent';
import { type EgressPolicy, guardedFetch } from './guarded-fetch';

/** Answers every name with these addresses, one list per question; dials nothing, ever. */
function stub(...answers: string[][]) {
  let asked = 0;
  const dial = vi.fn<Network['dial']>((_options, _addresses, _timeout, callback) =>
    callback(new Error('dialled'), null),
  );
  const resolve = vi.fn<Network['resolve']>(async () => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    return answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  });
  return { dial, resolve };
}

async function refusal(url: string, network: Network, policy: Partial<EgressPolicy> = {}) {
  const fetch = guardedFetch({ allowPrivate: false, ...policy }, network);
  const error: unknown = await fetch(url, { method: 'POST', body: '{}' }).catch((e) => e);
  if (!isAppError(error)) throw new Error(`no AppError: ${error}`);
  return error;
}

describe('an address in the URL', () => {
  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://0177.0.0.01/',
    'http://127.1/',
    'http://127.0.0.1./',
    'http://①②⑦.0.0.1/',
    'http://0/',
    'http://0.0.0.0/',
    'http://10.0.0.1/',
    'http://192.168.0.1:11434/v1',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://2852039166/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fd00:ec2::254]/',
    'http://[fe80::1]/',
    'https://me:secret@api.example.com/',
    'https://me@api.example.com/',
    'ftp://api.example.com/',
    'file:///etc/passwd',
    'data:text/plain,hi',
  ])('%s is refused before anything is resolved or dialled', async (url) => {
    const network = stub(['93.184.216.34']);
    const error = await refusal(url, network);
    expect(error.code).toBe('egress_blocked');
    expect(error.message).not.toContain('secret');
    expect(network.resolve).not.toHaveBeenCalled();
    expect(network.dial).not.toHaveBeenCalled();
  });

  it('that is no URL is a bad request', async () => {
    expect((await refusal('api.example.com', stub())).code).toBe('bad_request');
  });

  it.each([
    'http://169.254.169.254/',
    'http://[fd00:ec2::254]/',
    'http://100.100.100.200/',
    'http://0/',
  ])('%s is refused even where private addresses are allowed', async (url) => {
    const network = stub();
    expect((await refusal(url, network, { allowPrivate: true })).code).toBe('egress_blocked');
    expect(network.dial).not.toHaveBeenCalled();
  });
});

describe('a name', () => {
  it.each([
    [['127.0.0.1']],
    [['93.184.216.34', '10.0.0.1']],
    [['::1', '93.184.216.34']],
    [['::ffff:192.168.0.1']],
    [['169.254.169.254']],
    [['not an address']],
  ])('that resolves to %j is refused and not dialled', async (addresses) => {
    const network = stub(addresses);
    const error = await refusal('http://api.example.com/v1', network);
    expect(error.code).toBe('egress_blocked');
    expect(error.message).toContain('api.example.com');
    expect(network.dial).not.toHaveBeenCalled();
  });

  it('of a metadata service is refused even where private addresses are allowed', async () => {
    const network = stub(['169.254.169.254']);
    const error = await refusal('http://metadata.google.internal/', network, {
      allowPrivate: true,
    });
    expect(error.code).toBe('egress_blocked');
    expect(network.dial).not.toHaveBeenCalled();
  });

  it('is resolved once per connection and dialled at exactly what was checked', async () => {
    const network = stub(['93.184.216.34', '2606:4700::1111'], ['127.0.0.1']);
    const fetch = guardedFetch({ allowPrivate: false }, network);
    const first: unknown = await fetch('http://rebind.example/').catch((error) => error);
    expect(first).toMatchObject({ code: 'upstream' });
    expect(network.dial).toHaveBeenCalledTimes(1);
    expect(network.dial.mock.calls[0]?.[1]).toEqual([
      { address: '93.184.216.34', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ]);
    expect(network.resolve).toHaveBeenCalledTimes(1);

    // The second answer is another one: the second connection is refused.
    const second: unknown = await fetch('http://rebind.example/').catch((error) => error);
    expect(second).toMatchObject({ code: 'egress_blocked' });
    expect(network.dial).toHaveBeenCalledTimes(1);
  });

  it('that nobody knows, or that nobody answers for, is said so', async () => {
    const unknown = stub();
    unknown.resolve.mockRejectedValue(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
    expect(await refusal('http://nobody.example/', unknown)).toMatchObject({
      code: 'upstream',
      message: 'The name nobody.example is not known.',
    });
    const silent = stub();
    silent.resolve.mockReturnValue(new Promise(() => {}));
    const error = await refusal('http://slow.example/', silent, { timeouts: { connect: 50 } });
    expect(error.code).toBe('timeout');
    expect(silent.dial).not.toHaveBeenCalled();
  });

  it('with the port of another kind of service is refused', async () => {
    const network = stub(['93.184.216.34']);
    expect((await refusal('http://api.example.com:25/', network)).code).toBe('egress_blocked');
    expect(network.dial).not.toHaveBeenCalled();
  });
});
