import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { resealKeys } from './reseal-keys';
import { droppedKey } from './sealed-key';
import { openSecrets, type Secrets } from './secrets';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retake-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (secret: string | null = null, previousSecret: string | null = null): Secrets =>
  openSecrets({ dataFolder: folder, secret, previousSecret });
const file = () => join(folder, 'secret');
const line = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const owner = 'endpoint:1';
const origin = 'https://api.example.com';
const phrase = 'correct horse battery staple';

describe('a sealed key', () => {
  it('opens for its owner and origin, and says nothing of itself', () => {
    const secrets = open();
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), (key) => {
        const sealed = secrets.sealFor(owner, origin, key);
        expect(sealed).toMatch(/^v1\.[\w-]{12}\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
        expect(sealed).not.toContain(key);
        expect(secrets.openFor(owner, origin, sealed)).toBe(key);
        expect(secrets.sealFor(owner, origin, key)).not.toBe(sealed);
      }),
    );
  });

  it.each([
    ['endpoint:2', origin],
    ['executor:1', origin],
    [owner, 'http://api.example.com'],
    [owner, 'https://api.example.com:8443'],
    [owner, 'https://api.example.com.evil.example'],
    [owner, 'https://evil.example'],
    [owner, ''],
  ] as const)('does not open as %s at %s', (other, elsewhere) => {
    const secrets = open();
    const sealed = secrets.sealFor(owner, origin, 'sk-secret');
    expect(secrets.openFor(other, elsewhere, sealed)).toBeNull();
  });

  it('does not open once any of it is changed', () => {
    const secrets = open();
    const sealed = secrets.sealFor(owner, origin, 'sk-secret-0123');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom('A', 'b', '.', '='), (at, sign) => {
        const other = sealed.slice(0, at) + sign + sealed.slice(at + 1);
        fc.pre(!sameBytes(other, sealed));
        return secrets.openFor(owner, origin, other) === null;
      }),
    );
    const [version, id, iv, tag, text] = sealed.split('.');
    for (const cut of [
      ['v2', id, iv, tag, text],
      [version, id, iv, tag?.slice(0, 8), text],
      [version, id, iv, tag],
      [version, id, iv, '', text],
      [droppedKey],
      [''],
    ]) {
      expect(secrets.openFor(owner, origin, cut.join('.'))).toBeNull();
    }
  });
});

/** The last digit of base64url may say bits that no byte has. */
const sameBytes = (a: string, b: string): boolean => {
  const parts = (text: string) =>
    text
      .split('.')
      .map((part, at) => (at < 2 ? part : Buffer.from(part, 'base64url').toString('hex')));
  return JSON.stringify(parts(a)) === JSON.stringify(parts(b));
};

describe('the secret file', () => {
  it('is made once, for the owner alone, and nothing is left beside it', () => {
    const sealed = open().sealFor(owner, origin, 'sk-secret');
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['secret']);
    expect(open().openFor(owner, origin, sealed)).toBe('sk-secret');
  });

  it('is not made where RETAKE_SECRET seals', () => {
    const sealed = open(phrase).sealFor(owner, origin, 'sk-secret');
    expect(readdirSync(folder)).toEqual([]);
    expect(open(phrase).openFor(owner, origin, sealed)).toBe('sk-secret');
    expect(open('another passphrase').openFor(owner, origin, sealed)).toBeNull();
  });

  it.each([0o640, 0o604, 0o660, 0o644])('of mode %i is refused with the cure', (mode) => {
    open();
    chmodSync(file(), mode);
    expect(() => open()).toThrow(/chmod 600/);
    expect(() => open(phrase)).toThrow(/chmod 600/);
    chmodSync(file(), 0o600);
    open();
  });

  it.each([
    ['', 'empty'],
    ['# only words\n\n', 'a comment'],
    ['c2hvcnQ=\n', 'too short'],
    [`${line(1)}\nhello\n`, 'a second line that is none'],
    [`${line(1)}${line(2)}\n`, 'two lines in one'],
    ['\0'.repeat(64), 'zeros'],
  ])('that holds %j (%s) is refused, and kept', (text) => {
    writeFileSync(file(), text, { mode: 0o600 });
    const refused = () => open();
    expect(refused).toThrow(/damaged/);
    expect(refused).not.toThrow(line(1));
    expect(() => open(phrase)).toThrow(/damaged/);
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });

  it('that is a folder is refused', () => {
    mkdirSync(file());
    expect(() => open()).toThrow(/must be a file|can be read/);
  });

  it('takes base64 and hex, and comments between', () => {
    const hex = Buffer.alloc(32, 7).toString('hex');
    writeFileSync(file(), `# mine\n\n${hex}\r\n`, { mode: 0o600 });
    const sealed = open().sealFor(owner, origin, 'sk-secret');
    expect(open(line(7)).openFor(owner, origin, sealed)).toBe('sk-secret');
  });
});

describe('a rotation', () => {
  let app: TestApp;
  beforeEach(() => {
    app = openTestApp(undefined, undefined, mkdtempSync(join(folder, 'app-')));
    vi.spyOn(console, 'log').mockImplementation(() => {});
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await app.close();
  });

  const insert = async (id: string, key: string | null, baseUrl = `${origin}/v1`) => {
    const { endpoint, executor } = app.store.prisma;
    await endpoint.create({ data: { id, name: id, kind: 'anthropic', baseUrl, key } });
    const bound = key && open().sealFor(`executor:${id}`, origin, 'tok-secret');
    await executor.create({
      data: { id, name: id, kind: 'http', url: `${origin}/x`, tools: '[]', key: bound },
    });
  };
  const keysOf = async () => {
    const endpoints = await app.store.prisma.endpoint.findMany();
    const executors = await app.store.prisma.executor.findMany();
    return [endpoints, executors].map((rows) => rows.map(({ key }) => key ?? ''));
  };

  it.each([
    ['from the file to RETAKE_SECRET', () => open(phrase), () => rmSync(file())],
    [
      'from one line of the file to another',
      () => {
        writeFileSync(file(), `${line(9)}\n${readFileSync(file(), 'utf8')}`);
        return open();
      },
      () => writeFileSync(file(), line(9)),
    ],
  ])('%s seals all anew; the old one can go then', async (_name, rotate, forget) => {
    await insert('1', open().sealFor(owner, origin, 'sk-secret'));
    await insert('2', null);
    const before = await keysOf();
    expect(await resealKeys(app.store, rotate())).toEqual({ resealed: 2, lost: 0 });
    forget();
    const [endpoints = [], executors = []] = await keysOf();
    expect(before.flat()).not.toContain(endpoints[0]);
    const now = rotate();
    expect(now.openFor('endpoint:1', origin, endpoints[0] ?? '')).toBe('sk-secret');
    expect(now.openFor('executor:1', origin, executors[0] ?? '')).toBe('tok-secret');
    expect(endpoints[1]).toBe('');
    expect(await resealKeys(app.store, now)).toEqual({ resealed: 0, lost: 0 });
  });

  it('from one RETAKE_SECRET to the next opens by RETAKE_SECRET_PREVIOUS', async () => {
    const first = open(phrase);
    const { endpoint } = app.store.prisma;
    const key = first.sealFor(owner, origin, 'sk-secret');
    const row = { name: '1', kind: 'google', baseUrl: `${origin}/v1beta` };
    await endpoint.create({ data: { id: '1', key, ...row } });
    await endpoint.create({ data: { id: '2', key: droppedKey, ...row } });
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const next = 'another passphrase';
    expect(await resealKeys(app.store, open(next))).toEqual({ resealed: 0, lost: 1 });
    expect(warned.mock.calls.flat().join()).toContain('1 stored key cannot be opened');
    expect(warned.mock.calls.flat().join()).not.toContain('sk-secret');
    expect(await resealKeys(app.store, open(next, phrase))).toEqual({ resealed: 1, lost: 0 });
    const [endpoints] = await keysOf();
    expect(open(next).openFor(owner, origin, endpoints?.[0] ?? '')).toBe('sk-secret');
    expect(endpoints?.[1]).toBe(droppedKey);
  });
});
