import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from './migrate';
import { openDatabase } from './open-database';
import { openStore, type Store } from './store';
import { isBusy, WriteQueue } from './write-queue';

let folder: string;
let file: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retake-db-'));
  file = join(folder, 'a.db');
  const db = openDatabase(file);
  migrate(db);
  db.close();
  // Short, so that a test need not wait five seconds for a busy error.
  store = openStore(file, 30);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const session = (name: string) => ({ tokenHash: name, expiresAt: new Date() });
const seen = (): unknown[] => {
  const other = openDatabase(file);
  try {
    return other.prepare('SELECT "tokenHash" FROM "Session" ORDER BY 1').pluck().all();
  } finally {
    other.close();
  }
};

describe('one busy error', () => {
  it('loses no later write of Prisma, and leaves the lock free', async () => {
    const other = openDatabase(file);
    other.exec('BEGIN IMMEDIATE');
    const failed = await store.prisma.session.create({ data: session('lost') }).catch((e) => e);
    expect(isBusy(failed)).toBe(true);
    other.exec('ROLLBACK');
    for (const name of ['1', '2', '3']) {
      await store.prisma.session.create({ data: session(name) });
      expect(seen()).toContain(name);
    }
    expect(seen()).toEqual(['1', '2', '3']);
    other.exec('BEGIN IMMEDIATE; ROLLBACK');
    other.close();
  });

  it('loses no later write of the raw driver', () => {
    const insert = store.raw.prepare(
      `INSERT INTO "Session" ("tokenHash", "createdAt", "expiresAt") VALUES (?, '', '')`,
    );
    const other = openDatabase(file);
    other.exec('BEGIN IMMEDIATE');
    expect(() => insert.run('lost')).toThrow(/locked/);
    other.exec('ROLLBACK');
    other.close();
    insert.run('1');
    insert.run('2');
    expect(seen()).toEqual(['1', '2']);
  });

  it('is tried again by the queue, in order', async () => {
    const other = openDatabase(file);
    other.exec('BEGIN IMMEDIATE');
    const first = store.writes.run(() => store.prisma.session.create({ data: session('a') }));
    const second = store.writes.run(() => seen());
    await new Promise((resolve) => setTimeout(resolve, 60));
    other.exec('ROLLBACK');
    other.close();
    await first;
    expect(await second).toEqual(['a']);
  });
});

describe('the write queue', () => {
  it('runs one write after the other, whatever fails', async () => {
    const queue = new WriteQueue();
    const order: number[] = [];
    const failing = queue.run(async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      order.push(1);
      throw new Error('mine');
    });
    const next = queue.run(() => {
      order.push(2);
    });
    await expect(failing).rejects.toThrow('mine');
    await next;
    expect(order).toEqual([1, 2]);
  });

  it('gives up on a lock that stays, and is bounded', async () => {
    const queue = new WriteQueue();
    const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    await expect(queue.run(() => Promise.reject(busy))).rejects.toMatchObject({ code: 'busy' });
    const many = Array.from({ length: 1001 }, () => queue.run(() => 1));
    await expect(many.at(-1)).rejects.toMatchObject({ code: 'busy' });
    await Promise.allSettled(many);
  });
});

it('opens every connection alike', async () => {
  const pragma = async (name: string) =>
    Object.values((await store.prisma.$queryRawUnsafe<object[]>(`PRAGMA ${name}`))[0] ?? {})[0];
  expect(await pragma('journal_mode')).toBe('wal');
  expect(Number(await pragma('synchronous'))).toBe(1);
  expect(Number(await pragma('foreign_keys'))).toBe(1);
  expect(store.raw.pragma('synchronous', { simple: true })).toBe(1);
});
