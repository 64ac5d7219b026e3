import { describe, expect, it } from 'vitest';
import { isAllowedHost, isAllowedOrigin } from './allowed-hosts';
import { assertStartable } from './assert-startable';

const local = { host: '127.0.0.1', port: 3000, publicUrl: null };
const open = { host: '0.0.0.0', port: 3000, publicUrl: 'https://retake.example.com' };

describe('isAllowedHost', () => {
  it.each(['localhost:3000', 'LOCALHOST:3000', '127.0.0.1:3000', '[::1]:3000'])(
    'local: %s',
    (host) => {
      expect(isAllowedHost(host, local)).toBe(true);
      expect(isAllowedHost(host, open)).toBe(true);
    },
  );

  it.each([
    null,
    '',
    'evil.example',
    'evil.example:3000',
    'localhost',
    'localhost:3001',
    'localhost.evil.example:3000',
    '127.0.0.1.evil.example:3000',
    '127.0.0.1:3000@evil.example',
    'localhost:3000, evil.example',
    '192.168.0.5:3000',
    'retake.example.com',
    'local host:3000',
  ])('not local: %s', (host) => {
    expect(isAllowedHost(host, local)).toBe(false);
  });

  it('takes the public address with its own port only', () => {
    expect(isAllowedHost('retake.example.com', open)).toBe(true);
    expect(isAllowedHost('retake.example.com:443', open)).toBe(true);
    expect(isAllowedHost('retake.example.com:3000', open)).toBe(false);
    const odd = { ...local, publicUrl: 'http://nas:8080' };
    expect(isAllowedHost('nas:8080', odd)).toBe(true);
    expect(isAllowedHost('nas', odd)).toBe(false);
  });

  it('takes any IP literal, and no name, where it listens on all addresses', () => {
    expect(isAllowedHost('192.168.0.5:3000', open)).toBe(true);
    expect(isAllowedHost('[fd00::5]:3000', open)).toBe(true);
    expect(isAllowedHost('rebound.example:3000', open)).toBe(false);
  });

  it('takes the name of HOST', () => {
    const named = { ...local, host: 'nas.local' };
    expect(isAllowedHost('nas.local:3000', named)).toBe(true);
    expect(isAllowedHost('other.local:3000', named)).toBe(false);
  });

  it('knows that a browser leaves port 80 away', () => {
    expect(isAllowedHost('localhost', { ...local, port: 80 })).toBe(true);
  });
});

describe('isAllowedOrigin', () => {
  it.each([
    ['http://localhost:3000', 'localhost:3000', true],
    ['http://localhost:3000', '127.0.0.1:3000', false],
    ['http://localhost:8080', 'localhost:3000', false],
    ['https://localhost:3000', 'localhost:3000', false],
    ['https://evil.example', 'localhost:3000', false],
    ['null', 'localhost:3000', false],
    ['', 'localhost:3000', false],
    ['https://retake.example.com', 'retake.example.com', true],
    ['http://retake.example.com', 'retake.example.com', false],
    // A proxy that passes its own address on as Host.
    ['https://retake.example.com', '127.0.0.1:3000', true],
  ])('%s asking %s: %s', (origin, host, allowed) => {
    expect(isAllowedOrigin(origin, host, open)).toBe(allowed);
  });
});

describe('assertStartable', () => {
  it('wants a password beyond loopback', () => {
    for (const host of ['0.0.0.0', '::', '192.168.0.5', 'nas.local', '127.evil.example']) {
      expect(() => assertStartable({ host, password: null })).toThrow(/RETAKE_PASSWORD/);
      expect(() => assertStartable({ host, password: 'correct horse' })).not.toThrow();
    }
    for (const host of ['127.0.0.1', '127.1.2.3', 'localhost', '::1']) {
      expect(() => assertStartable({ host, password: null })).not.toThrow();
    }
  });
});
