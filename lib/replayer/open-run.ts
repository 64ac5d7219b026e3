import { type CollectedTrace, collect } from '@/lib/formats/collect';
import { formats } from '@/lib/formats/index';
import { recognise } from '@/lib/formats/recognise';
import { SourceFile } from '@/lib/formats/source/source-file';
import { inRun, type RunSource } from '@/lib/replay/run-source';
import type { Hash } from '@/lib/trace/identity';

/** A run in memory, with what its file says of it as a whole. */
export interface OpenRun extends RunSource {
  trace: CollectedTrace;
}

/**
 * Every trace that the files hold, by whichever format knows them.
 * Throws AppError `unprocessable` where none does.
 */
export function openRuns(
  files: readonly { path: string; bytes: Uint8Array }[],
  hash: Hash,
): OpenRun[] {
  const source = { files: files.map(({ path, bytes }, at) => new SourceFile(at, path, bytes)) };
  return collect(recognise(source, formats).format, source, hash).traces.map(openRun);
}

export function openRun(trace: CollectedTrace): OpenRun {
  const { outline, events, messages, setups } = trace;
  return {
    ...{ trace, outline },
    event: (seq) => inRun(events[seq], `event ${seq}`),
    events: (from = 0, to = events.length) => events.slice(Math.max(0, from), Math.max(0, to)),
    message: (position) => inRun(messages[position]?.message, `message ${position}`),
    setup: (key) => inRun(setups.get(key), `setup ${key}`),
  };
}
