import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '@/lib/db/open-database';
import { OutlineCache } from '@/lib/db/outline-cache';
import { factsAt } from '@/lib/replay/facts/facts-at';
import { storedRun } from '@/lib/server/traces/stored-run';
import type { FactsJob } from './facts-job';

// Only facts-in-worker starts this file, and it hands over a FactsJob.
const { database, lineage, seq, without } = workerData as FactsJob;
const raw = openDatabase(database);
try {
  const run = storedRun({ raw, outlines: new OutlineCache() }, lineage);
  parentPort?.postMessage(factsAt(run, seq, new Set(without)));
} finally {
  raw.close();
}
