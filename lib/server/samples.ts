import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@/lib/errors';
import type { AppState } from './app-state';
import { spoolBody } from './import/spool-body';

interface Sample {
  id: string;
  title: string;
  about: string;
  /** In lib/samples. */
  file: string;
}

/** Bundled traces, written for the purpose. */
const samples: readonly Sample[] = [
  {
    id: 'refund-bad',
    title: 'Refund agent, failed',
    about:
      'A support agent denies a refund that was due. Retries are noise; one tool result is not.',
    file: 'refund-bad.otlp.json',
  },
  {
    id: 'refund-good',
    title: 'Refund agent, succeeded',
    about: 'The same case done right, to lay beside the failed run.',
    file: 'refund-good.otlp.json',
  },
  {
    id: 'coding-agent',
    title: 'Coding agent',
    about: 'A coding session: a failing test, edits, a second failure, a fix.',
    file: 'coding-agent.jsonl',
  },
  {
    id: 'hostile',
    title: 'Hostile trace',
    about: 'HTML, odd keys, ANSI codes, bidi overrides and formulas: nothing of it does anything.',
    file: 'hostile.json',
  },
];

export const listSamples = () => samples.map(({ id, title, about }) => ({ id, title, about }));

/** Begins to import a sample, or finds it here. Returns the import's id. Throws AppError `not_found`. */
export async function openSample({ imports }: AppState, id: string): Promise<string> {
  const sample = samples.find((one) => one.id === id);
  if (!sample) throw new AppError('not_found', 'There is no such sample.');
  const { id: importId } = imports.receive(sample.file, null);
  // The server runs from the checkout, where the samples are.
  const path = join(/* turbopackIgnore: true */ process.cwd(), 'lib/samples', sample.file);
  const spooled = await spoolBody(createReadStream(path), {
    folder: imports.spoolFolder,
    limit: imports.limits.uploadBytes,
  }).catch((error: unknown) => {
    imports.drop(importId);
    throw error;
  });
  const part = { path: sample.file, ...spooled };
  const { size, sha256 } = spooled;
  imports.begin(
    importId,
    { name: sample.title, size, sha256, parts: [part] },
    {
      ...{ format: null, choose: false },
    },
  );
  return importId;
}
