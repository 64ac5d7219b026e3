import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '@/lib/db/open-database';
import { FtsIndex } from './fts-index';
import type { SearchJob, SearchReply, SearchRequest } from './search-job';

/** How often it looks whether anything was stored, in milliseconds. Asking costs no query. */
const everyMs = 1000;

// Only search-in-thread starts this file, and it hands over a SearchJob.
const { database, file } = workerData as SearchJob;
const index = new FtsIndex(database, file);
const watched = openDatabase(database);

const reply = (message: SearchReply): void => parentPort?.postMessage(message);

parentPort?.on('message', async ({ id, ...request }: SearchRequest) => {
  try {
    const answer = request.type === 'find' ? await index.find(request.wish) : null;
    if (request.type === 'catch-up') await index.catchUp();
    reply({ id, type: 'answer', answer });
  } catch (error) {
    reply({ id, type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
});

let seen: unknown;
for (;;) {
  // Goes up with every commit of another connection; this one only reads.
  const now = watched.pragma('data_version', { simple: true });
  if (now !== seen) {
    try {
      await index.catchUp();
    } catch (error) {
      // The disk may be full, or the file busy: questions are answered with what is there.
      console.error('The search index could not go on.', error);
    }
    seen = now;
  }
  await new Promise((resolve) => setTimeout(resolve, everyMs));
}
