import { textField } from '@/lib/trace/json';
import type { Confidence, Source } from '../format';
import type { SourceFile } from '../source/source-file';
import { isAgUiType } from './event-types';
import { streamsOf } from './streams';

/** Events that are looked at of each stream. */
const looked = 20;

function sniffFile(file: SourceFile): Confidence {
  if (file.layout === 'empty' || file.layout === 'binary') return 'no';
  if (!mentionsOne(file)) return 'no';
  let events = 0;
  let ours = 0;
  let runs = 0;
  for (const { spans } of streamsOf(file).streams)
    for (const span of spans.slice(0, looked)) {
      const parsed = file.parse(span);
      const type = parsed.ok ? textField(parsed.value, 'type') : undefined;
      events += 1;
      if (isAgUiType(type) || type === 'CUSTOM' || type === 'RAW') ours += 1;
      const run = parsed.ok && type === 'RUN_STARTED' && textField(parsed.value, 'runId');
      if (run !== false && run !== undefined) runs += 1;
    }
  if (ours * 2 < events || ours === 0) return 'no';
  return runs > 0 ? 'certain' : 'likely';
}

/** A look at the beginning, before anything is taken apart. */
function mentionsOne({ bytes }: SourceFile): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, 65_536));
  return (head.match(/"type"\s*:\s*"[A-Z_]{5,40}"/g) ?? []).some((found) =>
    isAgUiType(/"([A-Z_]+)"$/.exec(found)?.[1]),
  );
}

const rank: Confidence[] = ['no', 'maybe', 'likely', 'certain'];

export const sniffAgUi = ({ files }: Source): Confidence =>
  files
    .map(sniffFile)
    .reduce((best, one) => (rank.indexOf(one) > rank.indexOf(best) ? one : best), 'no');
