import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '@/lib/db/open-database';
import { OutlineCache } from '@/lib/db/outline-cache';
import { compareLineages } from './compare-lineages';
import type { DiffJob } from './diff-job';

// Only compare-in-worker starts this file, and it hands over a DiffJob.
const { database, a, b, ignore } = workerData as DiffJob;
const raw = openDatabase(database);
try {
  parentPort?.postMessage(compareLineages({ raw, outlines: new OutlineCache() }, a, b, ignore));
} finally {
  raw.close();
}
