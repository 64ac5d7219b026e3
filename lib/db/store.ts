import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type Database from 'better-sqlite3';
import { PrismaClient } from '@/prisma/generated/client';
import { busyTimeoutMs, openDatabase } from './open-database';
import { OutlineCache } from './outline-cache';
import { WriteQueue } from './write-queue';

/** Everything that the main process needs of one database file. */
export interface Store {
  file: string;
  /** Single rows: traces, uploads, shares, runs, sessions. */
  prisma: PrismaClient;
  /** Many rows: events, messages, setups, blobs, notes, chunks. Synchronous: short reads and short transactions. */
  raw: Database.Database;
  /** Every write of this process goes through here, Prisma's and raw ones. */
  writes: WriteQueue;
  outlines: OutlineCache;
  close(): Promise<void>;
}

/** The file must have been migrated. */
export function openStore(file: string, timeout = busyTimeoutMs): Store {
  const raw = openDatabase(file, timeout);
  const prisma = new PrismaClient({
    adapter: new PrismaBetterSqlite3({ url: `file:${file}`, timeout }),
  });
  const writes = new WriteQueue();
  return {
    file,
    prisma,
    raw,
    writes,
    outlines: new OutlineCache(),
    async close() {
      await writes.idle();
      await prisma.$disconnect();
      raw.close();
    },
  };
}
