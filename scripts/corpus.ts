import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The folder with files and oracle cases from outside of the project (`corpus/`, `oracles/`), from
 * RETAKE_CORPUS; null where there is none: tests over them are then skipped.
 */
export function corpusRoot(): string | null {
  return process.env.RETAKE_CORPUS ? resolve(process.env.RETAKE_CORPUS) : null;
}

/** A test says how many outside files it judged; `npm test` adds them up. */
export function reportCorpus({ files }: { files: number }): void {
  console.info(`[corpus] ${files} files`);
  record({ corpusFiles: files });
}

/** A test says how many oracle cases it judged; `npm test` adds them up. */
export function reportOracle({ cases }: { cases: number }): void {
  console.info(`[oracle] ${cases} cases`);
  record({ oracleCases: cases });
}

function record(counts: object) {
  const file = process.env.RETAKE_COUNTS_FILE;
  if (file) appendFileSync(file, `${JSON.stringify(counts)}\n`);
}
