import { counterfactualInputSchema } from '@/lib/api/counterfactual-contract';
import type { AppState } from '@/lib/server/app-state';
import { queryInput } from '@/lib/server/http/query-input';
import { findLineage } from '@/lib/server/traces/find-trace';
import { readCounterfactual } from './read-counterfactual';

/** The answer of `counterfactualContract`, as plain JSON: whatever keys a trace has come through. */
export async function answerCounterfactual(
  { store }: AppState,
  id: string,
  { url, signal }: Pick<Request, 'url' | 'signal'>,
): Promise<Response> {
  const input = queryInput(counterfactualInputSchema, url);
  return Response.json(await readCounterfactual(store, findLineage(store, id), input, signal));
}
