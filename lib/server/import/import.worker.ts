import { parentPort, workerData } from 'node:worker_threads';
import { formats } from '@/lib/formats/index';
import type { ImportJob } from './import-job';
import { runImport } from './run-import';

// Only run-in-worker starts this file, and it hands over an ImportJob.
const job = workerData as ImportJob;
await runImport(job, formats, (message) => parentPort?.postMessage(message));
