// @ts-check
import './node-version.mjs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { buildApp, nextEnv } from './build-app.mjs';
import { root, runTool, Trouble } from './command.mjs';
import { generateClient } from './generate-client.mjs';
import { installPackages } from './install-packages.mjs';
import { playwrightCounts, seenCounts, summary, vitestCounts } from './test-counts.mjs';

// Every step runs, whatever became of the one before: one run shows all that is wrong.

/** @typedef {import('./test-counts.mjs').Counts} Counts */
const one = { passed: 1, failed: 0, skipped: 0 };
const failure = { passed: 0, failed: 1, skipped: 0 };

const reports = mkdtempSync(join(tmpdir(), 'retake-test-'));
const countsFile = join(reports, 'seen.jsonl');
const corpus = process.env.RETAKE_CORPUS ? resolve(process.env.RETAKE_CORPUS) : null;
/** @type {{ name: string, counts: Counts, seconds: number }[]} */
const results = [];

/**
 * @param {string} name
 * @param {() => Promise<Counts>} run
 */
async function step(name, run) {
  console.log(`\n── ${name}`);
  const start = Date.now();
  const counts = await run().catch((error) => {
    console.error(error instanceof Trouble ? error.message : error);
    return failure;
  });
  results.push({ name, counts, seconds: (Date.now() - start) / 1000 });
  return counts.failed === 0;
}

/** @param {Parameters<typeof runTool>} command */
const check = async (...command) => ((await runTool(...command)) === 0 ? one : failure);

const prepared = await step('install', async () => {
  await installPackages();
  await generateClient();
  return { passed: 0, failed: 0, skipped: 0 };
});
if (prepared) await runSteps();

async function runSteps() {
  await step('biome', () => check('biome', ['check', '.']));
  await step('tsc', async () => {
    // The types of the routes, which a fresh clone does not have.
    await runTool('next', ['typegen'], nextEnv);
    return check('tsc', ['--noEmit']);
  });
  await step('knip', () => check('knip', []));
  await step('vitest', async () => {
    const file = join(reports, 'vitest.json');
    const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const env = { RETAKE_COUNTS_FILE: countsFile, ...(corpus ? { RETAKE_CORPUS: corpus } : {}) };
    return vitestCounts(file, await runTool('vitest', args, env));
  });
  await step('corpus', async () => seenEnough(seenCounts(countsFile)));
  const built = await step('build', async () => {
    await buildApp();
    return one;
  });
  await step('e2e', async () => {
    if (!built) throw new Trouble('Not run: there is no build to test.');
    const file = join(reports, 'playwright.json');
    const env = { CHROMIUM_PATH: await ensureBrowser(), PLAYWRIGHT_JSON_OUTPUT_FILE: file };
    return playwrightCounts(file, await runTool('playwright', ['test'], env));
  });
}

/** @param {{ corpusFiles: number, oracleCases: number }} seen */
function seenEnough({ corpusFiles, oracleCases }) {
  if (!corpus) {
    console.log('RETAKE_CORPUS is not set: tests over outside files were skipped.');
    return { passed: 0, failed: 0, skipped: 0 };
  }
  console.log(`corpus files seen: ${corpusFiles}, oracle cases seen: ${oracleCases}`);
  if (corpusFiles > 0 && oracleCases > 0) return one;
  throw new Trouble('RETAKE_CORPUS is set, and a count is 0: the tests found nothing there.');
}

rmSync(reports, { recursive: true, force: true });
console.log(`\n── in ${root.split(/[\\/]/).pop()}`);
for (const { name, counts, seconds } of results) {
  console.log(`${name.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s  ${summary([counts])}`);
}
const total = summary(results.map(({ counts }) => counts));
process.exitCode = results.some(({ counts }) => counts.failed > 0) ? 1 : 0;
console.log(total);
