import type { EndpointChoice } from '@/lib/api/endpoint-contract';
import type { Run, RunLimits } from '@/lib/api/run-contract';
import { readOutline } from '@/lib/db/read-outline';
import { removeTraces } from '@/lib/db/remove-trace-rows';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { firstPrompt, rerunEdits } from '@/lib/replay/rerun/rerun-edits';
import { rerunPoint } from '@/lib/replay/rerun/rerun-point';
import { findEndpoint } from '@/lib/server/endpoints/find-endpoint';
import { branchName } from '@/lib/server/matrices/branch-name';
import type { RunRegistry } from '@/lib/server/runs/run-registry';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { checkpointAt, forkTrace } from '@/lib/server/traces/fork-trace';
import type { ToolPolicy } from '@/lib/trace/tool-policy';

export interface RerunRequest {
  id: string;
  endpoint: EndpointChoice;
  hint: string;
  limits: RunLimits;
  policy?: ToolPolicy | undefined;
}

export interface RerunContext {
  runs: Pick<RunRegistry, 'start'>;
  now(): Date;
}

export interface Rerun {
  traceId: string;
  seq: number;
  run: Run;
}

/**
 * Runs the task of a trace again, in one go: a branch before the first reply to its first prompt, with the hint and the
 * model as its edits, and a run of it. Where the run cannot begin, the branch goes too.
 * Throws AppError `not_found`, `bad_request` for a trace that records no prompt, and what forking and starting throw.
 */
export async function startRerun(
  store: Store,
  { id, endpoint: choice, hint, limits, policy }: RerunRequest,
  { runs, now }: RerunContext,
): Promise<Rerun> {
  const trace = await findTrace(store, id);
  const lineage = findLineage(store, id);
  const outline = readOutline(store, lineage);
  const point = rerunPoint(outline);
  const original =
    point && checkpointAt(store, lineage, outline, point.seq, point.side, []).original;
  if (!point || !original || firstPrompt(original.messages) === null) {
    throw new AppError('bad_request', 'This trace records no prompt to run again.', {
      hint: 'Fork at an event of it, and append a message.',
    });
  }
  const { endpoint } = await findEndpoint(store, choice.id);
  const model = endpoint.kind === 'scripted' ? null : (choice.model ?? endpoint.model);
  const edits = rerunEdits(original, { hint, model });
  const name = branchName(trace.name, model === null ? 're-run' : `re-run with ${model}`, null);
  const branch = await forkTrace(store, { id, ...point, edits, name, policy }, now);
  try {
    const run = await runs.start(branch.id, choice, limits);
    return { traceId: branch.id, seq: point.seq + (point.side === 'after' ? 1 : 0), run };
  } catch (error) {
    await removeTraces(store.raw, [branch.id], (work) => store.writes.run(work));
    throw error;
  }
}
