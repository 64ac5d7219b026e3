import { auditInputSchema, historyInputSchema, stateInputSchema } from '@/lib/api/state-contract';
import type { AppState } from '@/lib/server/app-state';
import { queryInput } from '@/lib/server/http/query-input';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { auditResponse } from './audit-response';
import { readHistory, readState } from './read-state';

/** Answers of `stateContract` and the audit trail, as plain JSON: whatever keys a trace has come through. */
export const stateAnswers = {
  async state({ store }: AppState, id: string, url: string): Promise<Response> {
    const input = queryInput(stateInputSchema, url);
    return Response.json(await readState(store, findLineage(store, id), input));
  },
  async history({ store }: AppState, id: string, url: string): Promise<Response> {
    const input = queryInput(historyInputSchema, url);
    return Response.json(await readHistory(store, findLineage(store, id), input));
  },
  async audit({ store }: AppState, id: string, url: string): Promise<Response> {
    const input = queryInput(auditInputSchema, url);
    return auditResponse(store, await findTrace(store, id), findLineage(store, id), input);
  },
};
