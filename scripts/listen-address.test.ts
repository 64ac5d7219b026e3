import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { addressUrl, checkAddress, listenAddress } from './listen-address.mjs';

describe('listenAddress', () => {
  it('is loopback and 3000 by default', () => {
    expect(listenAddress({})).toEqual({ host: '127.0.0.1', port: 3000 });
    expect(listenAddress({ HOST: '', PORT: '' })).toEqual({ host: '127.0.0.1', port: 3000 });
  });

  it.each(['localhost', '127.0.0.2', '::1'])('takes %s without a password', (HOST) => {
    expect(listenAddress({ HOST, PORT: '81' })).toEqual({ host: HOST, port: 81 });
  });

  it.each(['0.0.0.0', '::', '192.168.1.4', '127.evil.example', 'box'])('refuses %s', (HOST) => {
    expect(() => listenAddress({ HOST })).toThrow('Set RETAKE_PASSWORD');
    expect(() => listenAddress({ HOST, RETAKE_PASSWORD: '' })).toThrow('Set RETAKE_PASSWORD');
    expect(listenAddress({ HOST, RETAKE_PASSWORD: 'p' }).host).toBe(HOST);
  });

  it.each(['0', '65536', '3000.5', 'x', '-1'])('refuses port %s', (PORT) => {
    expect(() => listenAddress({ PORT })).toThrow('PORT must be a number');
  });
});

it('makes addresses that a browser opens', () => {
  expect(addressUrl({ host: '0.0.0.0', port: 1 })).toBe('http://127.0.0.1:1');
  expect(addressUrl({ host: '::', port: 1 })).toBe('http://[::1]:1');
  expect(addressUrl({ host: '::1', port: 1 })).toBe('http://[::1]:1');
  expect(addressUrl({ host: 'box', port: 1 })).toBe('http://box:1');
});

it('says that a port is taken, and which command would work', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const taken = { host: '127.0.0.1', port: address.port };
  await expect(checkAddress(taken, 'npm start')).rejects.toThrow(
    `Port ${taken.port} is taken. Try another: PORT=${taken.port + 1} npm start`,
  );
  await new Promise((resolve) => server.close(resolve));
  await expect(checkAddress(taken, 'npm start')).resolves.toBeUndefined();
});
