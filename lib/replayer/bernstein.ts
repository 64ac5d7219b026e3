/** Bernstein's replay as it is, faults included: for comparisons with what the seed said. See its oracle test. */
export { bernsteinCli } from '@/lib/replay/bernstein/cli';
export { diffEventLogs } from '@/lib/replay/bernstein/diff-event-logs';
export { filterEvents } from '@/lib/replay/bernstein/filter-events';
export { fingerprintCanonical, fingerprintRaw } from '@/lib/replay/bernstein/fingerprint-log';
export { journalHead, rebuildState, verifyJournal } from '@/lib/replay/bernstein/journal';
export { loadEvents } from '@/lib/replay/bernstein/load-events';
export { readMetadata } from '@/lib/replay/bernstein/metadata';
export { deriveReplayKey } from '@/lib/replay/bernstein/replay-key';
export { diffSteps, stepEntries, stepHash, verifySteps } from '@/lib/replay/bernstein/step-journal';
export {
  buildRerunRequest,
  latestTaskTrace,
  readTaskTrace,
  readTaskTraces,
} from '@/lib/replay/bernstein/task-trace';
export { parsePythonJson } from '@/lib/replay/python/parse-python-json';
export { unifiedDiff } from '@/lib/replay/python/unified-diff';
/** For where a function asks for a hash. */
export { sha256 } from './sha256';
