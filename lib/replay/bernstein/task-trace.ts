import { parsePythonJson } from '../python/parse-python-json';
import { pythonInt, pythonStr, pythonStrip, typeName } from '../python/python-text';
import { dictGet, isDict, isList, numberOf, type PythonValue } from '../python/python-value';
import { SeedError } from '../python/seed-error';
import { pythonLines } from '../python/unified-diff';
import { eventField, fieldOr } from './filter-events';
import { fileText } from './load-events';
import { rerunPrompt } from './rerun';

/** What Bernstein keeps of one agent's work on its tasks; values are as the file holds them, unchecked. */
export interface TaskTrace {
  traceId: PythonValue;
  sessionId: PythonValue;
  taskIds: PythonValue;
  agentRole: PythonValue;
  model: PythonValue;
  effort: PythonValue;
  spawnTs: PythonValue;
  endTs: PythonValue;
  steps: readonly PythonValue[];
  outcome: PythonValue;
  taskSnapshots: PythonValue;
}

function required(of: PythonValue, key: string): PythonValue {
  if (!isDict(of)) throw new SeedError('TypeError', `'${typeName(of)}' has no keys`);
  const value = dictGet(of, key);
  if (value === undefined) throw new SeedError('KeyError', key);
  return value;
}

/** Bernstein's `AgentTrace.from_dict`. Throws SeedError where a key is missing or the value is no object. */
export function readTaskTrace(value: PythonValue): TaskTrace {
  const get = (key: string, otherwise: PythonValue) => fieldOr(value, key, otherwise);
  const steps = get('steps', []);
  if (!isList(steps)) throw new SeedError('TypeError', `'${typeName(steps)}' object is not a list`);
  for (const step of steps) {
    required(step, 'type');
    required(step, 'timestamp');
  }
  return {
    ...{ traceId: required(value, 'trace_id'), sessionId: required(value, 'session_id'), steps },
    ...{ taskIds: get('task_ids', []), agentRole: get('agent_role', ''), model: get('model', '') },
    ...{ effort: get('effort', ''), outcome: get('outcome', 'unknown') },
    ...{ spawnTs: get('spawn_ts', 0), endTs: get('end_ts', null) },
    taskSnapshots: get('task_snapshots', []),
  };
}

/** Bernstein's `TraceStore.read_by_task` of one task's file: what is no trace is left out. */
export function readTaskTraces(bytes: Uint8Array | null): TaskTrace[] {
  if (bytes === null) return [];
  return pythonLines(fileText(bytes)).flatMap((line) => {
    const text = pythonStrip(line);
    const parsed = parsePythonJson(text);
    if (text === '' || !parsed.ok) return [];
    try {
      return [readTaskTrace(parsed.value)];
    } catch (error) {
      if (error instanceof SeedError && error.exception === 'KeyError') return [];
      throw error;
    }
  });
}

/** Bernstein's `latest_for_task`: of equal spawn times the first, which is the line written at the spawn. */
export function latestTaskTrace(traces: readonly TaskTrace[]): TaskTrace | null {
  let latest: TaskTrace | null = null;
  for (const trace of traces)
    if (latest === null || Number(numberOf(trace.spawnTs)) > Number(numberOf(latest.spawnTs)))
      latest = trace;
  return latest;
}

export interface RerunRequest {
  title: string;
  description: string;
  role: string;
  priority: number;
  scope: string;
  complexity: string;
  model: string;
  effort: string;
  /** `None` where the snapshot was taken at the spawn: Bernstein writes null out as text. */
  originalResultSummary: string;
}

/** Bernstein's `build_replay_task_request`. Throws SeedError for a trace without snapshots or an odd priority. */
export function buildRerunRequest(
  trace: TaskTrace,
  options: { taskId?: string | null; overrideModel?: string | null; extraContext?: string | null },
): RerunRequest {
  const snapshots = isList(trace.taskSnapshots) ? trace.taskSnapshots : [];
  const named = snapshots.find(
    (item) => options.taskId != null && eventField(item, 'id') === options.taskId,
  );
  const snapshot = named ?? snapshots[0];
  if (snapshot === undefined)
    throw new SeedError('ValueError', 'Trace does not contain any task snapshots to replay');
  const get = (key: string, otherwise: PythonValue): string =>
    pythonStr(fieldOr(snapshot, key, otherwise));
  const firstTask = isList(trace.taskIds) ? trace.taskIds[0] : undefined;
  return {
    title: `[replay] ${get('title', firstTask ?? trace.traceId)}`,
    description: rerunPrompt(get('description', ''), options.extraContext ?? ''),
    role: get('role', trace.agentRole),
    priority: pythonInt(fieldOr(snapshot, 'priority', 2)),
    scope: get('scope', 'medium'),
    complexity: get('complexity', 'medium'),
    model: options.overrideModel || get('model', trace.model),
    effort: get('effort', trace.effort),
    originalResultSummary: get('result_summary', ''),
  };
}
