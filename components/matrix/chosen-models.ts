import { chosenEndpoint, limitsDraft } from '@/components/run/endpoint-draft';
import type { Endpoint } from '@/lib/api/endpoint-contract';
import type { RunLimits } from '@/lib/api/run-contract';
import type { ChosenModel, ModelDraft } from './matrix-draft';

/** The models that are picked, or what is still missing of the first that is not settled. */
export function chosenModels(
  models: readonly ModelDraft[],
  limits: RunLimits,
  endpoints: readonly Endpoint[] | null,
): { models: ChosenModel[] } | { missing: string } {
  const found: ChosenModel[] = [];
  for (const { endpointId, model } of models) {
    const draft = { id: endpointId, model, limits: limitsDraft(limits) };
    const chosen = chosenEndpoint(draft, endpoints);
    if ('missing' in chosen) return chosen;
    const { choice, endpoint } = chosen;
    const own = endpoint.kind === 'scripted' ? null : (choice.model ?? endpoint.model);
    found.push({ choice, name: own ?? endpoint.name });
  }
  return { models: found };
}
