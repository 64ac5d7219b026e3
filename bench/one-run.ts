import { floor } from './floor';
import type { OneRun } from './run-alone';
import { importFile } from './stored-run';

// Only run-alone starts this file.
const [what, folder = '', database = '', file = ''] = process.argv.slice(2);
const before = process.memoryUsage.rss();
const began = performance.now();
const busy = process.cpuUsage();
const id = what === 'import' ? await importFile(database, file) : floor(file, folder);
const ms = performance.now() - began;
const { user, system } = process.cpuUsage(busy);
const told: OneRun = {
  id: id ?? null,
  ms,
  cpuMs: (user + system) / 1000,
  grown: process.resourceUsage().maxRSS * 1024 - before,
};
console.log(JSON.stringify(told));
