import type { Confidence, Source } from '../format';
import type { SourceFile } from '../source/source-file';
import { isChained, isOwn, kindOf, recordKind } from './file-kind';

const rank: readonly Confidence[] = ['no', 'maybe', 'likely', 'certain'];
const surer = (a: Confidence, b: Confidence): Confidence =>
  rank.indexOf(b) > rank.indexOf(a) ? b : a;

function sniffFile(file: SourceFile): Confidence {
  const kind = kindOf(file);
  // Where a run came from and reports on it are no run.
  if (kind === 'other' || kind === 'document' || kind === 'metadata') return 'no';
  const sample = file.sample();
  const marked = (value: unknown) => isChained(value) || recordKind(value) === 'steps';
  if (sample.some(marked) || kind === 'tasks') return 'certain';
  if (sample.some(isOwn)) return 'likely';
  return 'maybe';
}

/** The surest of its files. */
export const sniffBernstein = (source: Source): Confidence =>
  source.files.map(sniffFile).reduce(surer, 'no');
