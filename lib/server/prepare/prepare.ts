import type { EndpointChoice } from '@/lib/api/endpoint-contract';
import type { Prepared } from '@/lib/api/prepare-contract';
import { readOutline } from '@/lib/db/read-outline';
import { readBlob } from '@/lib/db/read-parts';
import type { Store } from '@/lib/db/store';
import { AppError, isAppError } from '@/lib/errors';
import type { MediaBytes } from '@/lib/resume/media-content';
import { noScript } from '@/lib/resume/no-script';
import { findEndpoint } from '@/lib/server/endpoints/find-endpoint';
import { type OpenEndpoint, openEndpoint } from '@/lib/server/endpoints/open-endpoint';
import { recordingBehind } from '@/lib/server/runs/lineage-recording';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { checkpointAt } from '@/lib/server/traces/fork-trace';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { firstPolicy, type ToolPolicy } from '@/lib/trace/tool-policy';
import { askedRequest, messagesOf } from './asked-request';
import { listFindings } from './list-findings';
import { countPrompts } from './prompt-size';
import { RequestCapture } from './request-capture';

export interface PrepareRequest {
  id: string;
  seq: number;
  side: 'before' | 'after';
  edits: readonly ForkEdit[];
  endpoint: EndpointChoice;
  /** Absent: as the trace has it. */
  policy?: ToolPolicy | undefined;
}

interface PrepareContext {
  /** Private addresses are allowed for all endpoints. */
  allowPrivate: boolean;
  signal?: AbortSignal | undefined;
}

/**
 * What a branch that began here would send first: the request itself, byte for byte, its size, its price and
 * what in it looks like a secret. Nothing is sent, and no key goes in. Where there is no request, `why` says it.
 * Throws AppError `not_found`, and `bad_request` for an event, message or edit that is not there.
 */
export async function prepare(
  store: Store,
  request: PrepareRequest,
  { allowPrivate, signal = new AbortController().signal }: PrepareContext,
): Promise<Prepared> {
  const trace = await findTrace(store, request.id);
  const lineage = findLineage(store, request.id);
  const { seq, side, edits, endpoint: choice } = request;
  if (seq >= lineage.events) {
    throw new AppError('bad_request', `There is no event ${seq}: the trace has ${lineage.events}.`);
  }
  const checkpoint = checkpointAt(store, lineage, readOutline(store, lineage), seq, side, edits);
  const bytes: MediaBytes = (sha256) => readBlob(store.raw, lineage, sha256)?.bytes;
  const { endpoint } = await findEndpoint(store, choice.id);
  const capture = new RequestCapture();
  const opened = await openTold(store, choice, { allowPrivate, capture });
  const first = await askedRequest(checkpoint, opened, {
    ...{ capture, bytes, signal },
    policy: request.policy ?? trace.policy ?? firstPolicy,
    // Read only where something waits: a parent may have 100,000 calls.
    recording: () => recordingBehind(store, trace.id, checkpoint.point.forkSeq).recording,
  });
  const after = [...messagesOf(checkpoint), ...first.answered];
  return {
    request: first.request,
    why: first.why,
    adapted: first.adapted,
    ...(await countPrompts({
      before: checkpoint.original,
      after: { messages: after, setup: checkpoint.setup },
      adapted: first.adapted.length > 0,
      ...{ endpoint, bytes },
      model: choice.model ?? endpoint.model,
    })),
    findings: await listFindings(after, checkpoint.setup, bytes),
  };
}

/** An endpoint that cannot be used has its reason; everything else about the conversation still holds. */
async function openTold(
  store: Store,
  choice: EndpointChoice,
  { allowPrivate, capture }: { allowPrivate: boolean; capture: RequestCapture },
): Promise<OpenEndpoint | { why: string }> {
  try {
    const context = { allowPrivate, script: noScript, onExchange: () => undefined };
    return await openEndpoint(store, choice, { ...context, fetch: capture.fetch });
  } catch (error) {
    if (!isAppError(error) || error.code === 'not_found') throw error;
    return { why: error.hint === null ? error.message : `${error.message} ${error.hint}` };
  }
}
