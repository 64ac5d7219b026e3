import { floor } from './floor';
import type { OneRun } from './run-alone';
import { importFile } from './stored-run';

// Only run-alone starts this file.
const [what, folder = '', database = '', file = ''] = process.argv.slice(2);
const before = process.memoryUsage.rss();
const began = performance.now();
const id = what === 'import' ? await importFile(database, file) : floor(file, folder);
const told: OneRun = {
  id: id ?? null,
  ms: performance.now() - began,
  grown: process.resourceUsage().maxRSS * 1024 - before,
};
console.log(JSON.stringify(told));
