import type { Capture, RequestApi, RequestAt } from '@/lib/api/prepare-contract';
import { readBlob } from '@/lib/db/read-parts';
import type { Store } from '@/lib/db/store';
import type { Side } from '@/lib/replay/conversation-at';
import { messagesWithout } from '@/lib/replay/counterfactual/counterfactual';
import { leaveOutEdits } from '@/lib/replay/counterfactual/left-out';
import type { Checkpoint } from '@/lib/replay/fork-at';
import type { RunSource } from '@/lib/replay/run-source';
import type { MediaBytes } from '@/lib/resume/media-content';
import { providerModel } from '@/lib/resume/provider-model';
import { Recording } from '@/lib/resume/recording';
import { excludedOf } from '@/lib/server/counterfactual/read-counterfactual';
import type { OpenEndpoint } from '@/lib/server/endpoints/open-endpoint';
import { recordingBehind } from '@/lib/server/runs/lineage-recording';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { checkpointAt } from '@/lib/server/traces/fork-trace';
import { storedRun } from '@/lib/server/traces/stored-run';
import { firstPolicy } from '@/lib/trace/tool-policy';
import { askedRequest, messagesOf } from './asked-request';
import { countPrompts } from './prompt-size';
import { publicApi, suggestedApi } from './public-apis';
import { RequestCapture } from './request-capture';
import { requestRows } from './request-rows';

export interface RequestAtInput {
  id: string;
  seq: number;
  side: Side;
  api?: RequestApi | undefined;
  model?: string | undefined;
  x: string;
}

const placeholderModel = 'YOUR_MODEL';

/**
 * What a model would be sent at a moment, byte for byte as a resume there would send it, for any API and without an
 * endpoint, a key or the network. Events of `x` are left out. What the trace does not record is named and not made up.
 * Throws AppError `not_found`, and `bad_request` for an event that is not there.
 */
export async function requestAt(
  store: Store,
  { id, seq, side, x, ...wanted }: RequestAtInput,
  signal = new AbortController().signal,
): Promise<RequestAt> {
  const trace = await findTrace(store, id);
  const lineage = findLineage(store, id);
  const run = storedRun(store, lineage);
  const excluded = excludedOf(run, seq, x);
  const { changes } = messagesWithout(run, { seq, side }, excluded);
  const edits = leaveOutEdits(changes);
  const checkpoint = checkpointAt(store, lineage, run.outline, seq, side, edits);
  const model = modelOf(run, checkpoint, wanted.model);
  const api = wanted.api ?? suggestedApi(model.from === 'placeholder' ? null : model.name);
  const bytes: MediaBytes = (sha256) => readBlob(store.raw, lineage, sha256)?.bytes;
  const capture = new RequestCapture();
  const first = await askedRequest(checkpoint, opened(api, model.name, capture), {
    ...{ capture, bytes, signal },
    policy: trace.policy ?? firstPolicy,
    recording: () =>
      checkpoint.pending.length === 0
        ? new Recording([])
        : recordingBehind(store, id, checkpoint.point.forkSeq).recording,
  });
  const prompt = {
    messages: [...messagesOf(checkpoint), ...first.answered],
    setup: checkpoint.setup,
  };
  const { tokens, cost } = await countPrompts({
    ...{ before: prompt, after: prompt, endpoint: publicApi(api), bytes },
    adapted: first.adapted.length > 0,
    model: model.from === 'placeholder' ? null : model.name,
  });
  const { messages: counts, system, tools, total } = tokens.after;
  const row = run.outline[seq];
  const asked = side === 'before' && row?.kind === 'model-call' && row.saw !== null ? row : null;
  const left = { state: changes.filter((one) => one.left !== null).length, all: changes.length };
  return {
    ...{ api, model, request: first.request, why: first.why, adapted: first.adapted },
    notCaptured: notCaptured(checkpoint, model.recorded),
    call: asked && { seq, fidelity: asked.sawFidelity ?? 'derived' },
    counts: {
      ...sureness(checkpoint),
      answered: first.answered.length,
      leftOut: left.all - left.state,
      shortened: left.state,
      events: excluded.seqs.size,
    },
    tokens: {
      ...{ system, tools, total, exact: tokens.exact, uncounted: tokens.uncounted },
      messages: counts.reduce((sum, count) => sum + count, 0),
      window: tokens.window,
    },
    cost,
    messages: requestRows(checkpoint, first.answered, counts),
    total: prompt.messages.length,
  };
}

const opened = (api: RequestApi, model: string, { fetch }: RequestCapture): OpenEndpoint => {
  const { kind, baseUrl, host } = publicApi(api);
  return {
    model: providerModel({ kind, baseUrl, model, apiKey: null }, fetch),
    kind,
    shown: { id: 'scripted', kind, label: host, model, host },
    parameters: null,
  };
};

/** The model that is in force, else that of the nearest call that names one. */
function modelOf(
  run: RunSource,
  { setup, point }: Checkpoint,
  chosen: string | undefined,
): RequestAt['model'] {
  const recorded = setup.model ?? nearestModel(run, point.forkSeq, point.lane);
  if (chosen !== undefined) return { name: chosen, from: 'chosen', recorded };
  return recorded === null
    ? { name: placeholderModel, from: 'placeholder', recorded }
    : { name: recorded, from: 'recorded', recorded };
}

function nearestModel({ outline, event }: RunSource, forkSeq: number, lane: string): string | null {
  const names = (row: (typeof outline)[number] | undefined): boolean =>
    row?.kind === 'model-call' && row.lane === lane && row.name !== null;
  let found = outline.slice(0, forkSeq + 1).findLast(names);
  found ??= outline.slice(forkSeq + 1).find(names);
  const call = found && event(found.seq);
  return call?.kind === 'model-call' ? call.model : null;
}

function notCaptured({ setup, setupMissing }: Checkpoint, recordedModel: string | null): Capture[] {
  return [
    ...setupMissing.filter((field) => field !== 'model' || recordedModel === null),
    ...(setup.parameters === null ? (['parameters'] as const) : []),
  ];
}

function sureness({ conversation }: Checkpoint): { exact: number; derived: number } {
  const exact = conversation.filter(({ origin }) => origin?.fidelity === 'exact').length;
  return { exact, derived: conversation.length - exact };
}
