import { field, isObject, textField } from '@/lib/trace/json';
import type { Confidence, Source } from '../format';
import type { SourceFile } from '../source/source-file';

const talk = new Set(['user', 'assistant']);
const books = new Set(['summary', 'file-history-snapshot', 'queue-operation', 'last-prompt']);

type Vote = 'none' | 'books' | 'ours' | 'mark';

/** `mark`: what only Claude Code writes. `ours`: looks like it. `books`: its side rows, told apart by name. */
function vote(record: unknown): Vote {
  if (!isObject(record)) return 'none';
  const type = textField(record, 'type') ?? '';
  const tree = Object.hasOwn(record, 'parentUuid') && Object.hasOwn(record, 'isSidechain');
  const session = textField(record, 'sessionId') !== undefined;
  const message = field(record, 'message');
  if (talk.has(type)) {
    if (!isObject(message) || !Object.hasOwn(message, 'content')) return 'none';
    if (tree && session) return 'mark';
    return tree || (session && Object.hasOwn(record, 'uuid')) ? 'ours' : 'none';
  }
  if (tree && session && type !== '')
    return type === 'progress' || type === 'system' ? 'mark' : 'ours';
  if (type === 'summary' && Object.hasOwn(record, 'leafUuid')) return 'ours';
  if (type === 'file-history-snapshot' && Object.hasOwn(record, 'snapshot')) return 'ours';
  return books.has(type) || session ? 'books' : 'none';
}

/** By voting over the first 20 records: files often begin with side rows. */
export function sniffFile(file: SourceFile): Confidence {
  if (file.layout === 'empty' || file.layout === 'binary' || file.layout === 'text') return 'no';
  const votes = file.sample(20).map(vote);
  const mine = votes.filter((found) => found !== 'none').length;
  if (votes.length === 0 || mine * 2 < votes.length) return 'no';
  if (votes.includes('mark')) return 'certain';
  if (votes.includes('ours')) return 'likely';
  return 'no';
}

const rank: readonly Confidence[] = ['no', 'maybe', 'likely', 'certain'];

export function sniff(source: Source): Confidence {
  let best: Confidence = 'no';
  for (const file of source.files.slice(0, 50)) {
    const found = sniffFile(file);
    if (rank.indexOf(found) > rank.indexOf(best)) best = found;
    if (best === 'certain') break;
  }
  return best;
}
