import { parsePythonJson } from '../python/parse-python-json';
import { pythonFloat, pythonStr } from '../python/python-text';
import type { PythonValue } from '../python/python-value';
import { fieldOr } from './filter-events';
import { fileText } from './load-events';

/** What `metadata.json` of a run says of where it came from. */
export interface RunMetadata {
  runId: string;
  /** Seconds since 1970. */
  startedAt: number;
  gitSha: string;
  gitBranch: string;
  /** Of bernstein.yaml, or empty. */
  configHash: string;
  seedPath: string | null;
}

/** Bernstein's `read_session_replay_metadata`; null for a file that is missing or no JSON. Throws SeedError. */
export function readMetadata(bytes: Uint8Array | null): RunMetadata | null {
  if (bytes === null) return null;
  const parsed = parsePythonJson(fileText(bytes));
  if (!parsed.ok) return null;
  const text = (key: string, missing: PythonValue): string =>
    pythonStr(fieldOr(parsed.value, key, missing));
  const seed = fieldOr(parsed.value, 'seed_path', null);
  return {
    runId: text('run_id', ''),
    startedAt: pythonFloat(fieldOr(parsed.value, 'started_at', 0)),
    gitSha: text('git_sha', ''),
    gitBranch: text('git_branch', ''),
    configHash: text('config_hash', ''),
    seedPath: seed === null ? null : pythonStr(seed),
  };
}
