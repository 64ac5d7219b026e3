import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '@/lib/errors';
import { sha256 } from '@/lib/trace/sha256.testing';
import { corpusRoot, reportCorpus } from '@/scripts/corpus';
import { type CollectedTrace, collect } from './collect';
import type { Source } from './format';
import { formats } from './index';
import { brokenLaws } from './laws.testing';
import { type Recognition, recognise } from './recognise';
import { SourceFile } from './source/source-file';

/** Files from outside of the project, judged by laws: whatever lies there is read or refused with a reason. */
const root = corpusRoot();

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesUnder(path);
      return entry.isFile() ? [path] : [];
    });

const base = root === null ? null : join(root, 'corpus');
const files = base === null ? [] : filesUnder(base);
const name = (path: string): string => relative(base ?? '', path);

/** What looks like one session in several files: a folder with transcripts, and what lies below it. */
const folders = [...new Set(files.map((file) => dirname(file)))]
  .map((folder) => ({ folder, inside: files.filter((file) => file.startsWith(`${folder}/`)) }))
  .filter(({ inside }) => inside.length > 1 && inside.length <= 40);

const seen = new Map<
  string,
  Record<'files' | 'traces' | 'events' | 'messages' | 'notes', number>
>();
const refused = new Map<string, number>();

function count(
  format: string,
  found: { traces: number; events: number; messages: number; notes: number },
) {
  const sum = seen.get(format) ?? { files: 0, traces: 0, events: 0, messages: 0, notes: 0 };
  seen.set(format, {
    files: sum.files + 1,
    traces: sum.traces + found.traces,
    events: sum.events + found.events,
    messages: sum.messages + found.messages,
    notes: sum.notes + found.notes,
  });
}

/** The winner, or what is wrong with the refusal. */
function recognised(source: Source): Recognition | string[] {
  try {
    return recognise(source, formats);
  } catch (error) {
    if (!(error instanceof AppError)) return [`threw ${error}`];
    const cause =
      error.message.replace(/^None of .*? is a trace\. [^:]*: /, '').split(':')[0] ?? '';
    refused.set(cause, (refused.get(cause) ?? 0) + 1);
    const clear = error.code === 'unprocessable' && error.message.length > 10 && error.hint;
    return clear ? [] : [`was refused without a reason: ${error.message}`];
  }
}

/** Judges one upload: a sentence per breach. A file of a format that is not read yet breaks nothing. */
function judge(source: Source, counted: boolean): string[] {
  const found = recognised(source);
  if (Array.isArray(found)) return found;
  const { format, confidence, candidates } = found;
  const rivals = candidates.filter(
    (candidate) => candidate.confidence === confidence && candidate.format.id !== format.id,
  );
  const tied = rivals.map((rival) => `${rival.format.id} is as sure as ${format.id}`);
  const collected = collect(format, source, sha256);
  const { traces, scan } = collected;
  const total = (of: (trace: CollectedTrace) => number): number =>
    traces.reduce((sum, trace) => sum + of(trace), 0);
  if (counted)
    count(format.id, {
      traces: traces.length,
      events: total(({ events, borrowed }) => events.length - borrowed.events),
      messages: total(({ messages, borrowed }) => messages.length - borrowed.messages),
      notes: scan.notes.length + total(({ notes }) => notes.length),
    });
  return [...tied, ...brokenLaws(collected).slice(0, 5)];
}

/** What a test says when it fails: the upload and what it breaks. */
function breaches(label: string, paths: string[], counted: boolean): string[] {
  const files = paths.map((path, index) => new SourceFile(index, name(path), readFileSync(path)));
  try {
    return judge({ files }, counted).map((breach) => `${label}: ${breach}`);
  } catch (error) {
    return [`${label}: ${error instanceof Error ? error.stack : error}`];
  }
}

/** Tests are per collection: a thousand of them would drown the others in the count. */
const collections = new Map<string, string[]>();
for (const file of files) {
  const collection = name(file).split('/').slice(0, 2).join('/');
  collections.set(collection, [...(collections.get(collection) ?? []), file]);
}

describe.skipIf(base === null)('files from outside', () => {
  beforeEach(() => {
    vi.spyOn(process.stderr, 'write');
    vi.spyOn(console, 'error');
    vi.spyOn(console, 'warn');
  });
  afterEach(() => {
    expect(process.stderr.write).not.toHaveBeenCalled();
    expect(console.error).not.toHaveBeenCalled();
    expect(console.warn).not.toHaveBeenCalled();
  });
  afterAll(() => {
    const lines = [...seen].sort().map(([format, sums]) => {
      const words = Object.entries(sums).map(([word, number]) => `${number} ${word}`);
      return `[corpus] ${format}: ${words.join(', ')}`;
    });
    const reasons = [...refused]
      .sort((a, b) => b[1] - a[1])
      .map(([cause, times]) => `${times} × ${cause}`);
    console.info([...lines, `[corpus] refused: ${reasons.join('; ')}`].join('\n'));
    reportCorpus({ files: files.length });
  });

  it.each([...collections.keys()])('%s', (collection) => {
    const paths = collections.get(collection) ?? [];
    expect(paths.flatMap((path) => breaches(name(path), [path], true))).toEqual([]);
  });

  it('whole folders as one upload', () => {
    const found = folders.flatMap(({ folder, inside }) => breaches(name(folder), inside, false));
    expect(found).toEqual([]);
  });
});
