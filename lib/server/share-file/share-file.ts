import { hash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { AppState } from '@/lib/server/app-state';
import type { SharedReader } from '@/lib/server/shares/shared-reader';
import { documentEnd, documentStart } from '@/lib/view/html/document';
import type { Html } from '@/lib/view/html/html';
import { partEnd, partStart, rowsEnd, rowsStart } from '@/lib/view/html/part';
import { setupEntry } from '@/lib/view/html/setups';
import { fileStyle } from '@/lib/view/html/style';
import { aboutFile } from './about-file';
import { diffContent } from './diff-content';
import { SetupNumbers } from './setup-numbers';
import { traceContent } from './trace-content';
import { treeContent } from './tree-content';

export type FileSources = Pick<AppState, 'store' | 'imports'>;

/** What a kind of share puts into its file. */
export interface FileContent {
  links: { to: string; text: string }[];
  parts: AsyncGenerator<Html>;
}

export interface FileWork {
  app: FileSources;
  reader: SharedReader;
  setups: SetupNumbers;
  signal: AbortSignal | undefined;
}

const styleHash = hash('sha256', fileStyle, 'base64');

/** Pieces between two turns of other requests. */
const atOnce = 25;

/**
 * What is shared as one HTML file that asks for nothing, piece by piece. As long as the traces are: each message,
 * setup and image is in it once, whatever refers to it. Throws AppError as the reader does.
 */
export async function* shareFile(
  app: FileSources,
  reader: SharedReader,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const setups = new SetupNumbers();
  const { title, summary } = reader.shown;
  const { links, parts } = await contentOf({ app, reader, setups, signal });
  const head = { title, summary, styleHash, about: aboutFile(reader.pins), links };
  yield documentStart(head).markup;
  let since = 0;
  for await (const { markup } of parts) {
    yield markup;
    since += 1;
    if (since % atOnce > 0) continue;
    await turn();
    signal?.throwIfAborted();
  }
  if (setups.size > 0) {
    yield partStart('Setups: what models were sent besides messages', 'setups').markup;
    yield rowsStart().markup;
    for (const { hash: name, number, side } of setups.all())
      yield setupEntry(`s${number}`, number, reader.setup(side, name), { image: () => null })
        .markup;
    yield rowsEnd().markup;
    yield partEnd().markup;
  }
  yield documentEnd().markup;
}

function contentOf(work: FileWork): Promise<FileContent> {
  switch (work.reader.pins.kind) {
    case 'trace':
    case 'moment':
      return traceContent(work);
    case 'diff':
      return diffContent(work);
    case 'tree':
      return treeContent(work);
  }
}
