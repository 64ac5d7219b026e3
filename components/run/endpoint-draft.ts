import type { Endpoint, EndpointChoice } from '@/lib/api/endpoint-contract';
import type { RunLimits } from '@/lib/api/run-contract';
import { field, numberField, textField } from '@/lib/trace/json';

/** Numbers as they are typed; NaN and null: nothing is. */
export interface LimitsDraft {
  maxSteps: number;
  maxTokens: number | null;
  maxCostUsd: number | null;
  maxMinutes: number | null;
}

/** Where model calls go and when a run ends by itself, as it is filled in. It never holds a key. */
export interface EndpointDraft {
  id: string;
  /** Empty: the endpoint's own. */
  model: string;
  limits: LimitsDraft;
}

export const firstLimits: LimitsDraft = {
  maxSteps: 20,
  maxTokens: null,
  maxCostUsd: null,
  maxMinutes: null,
};

export const firstEndpoint: EndpointDraft = { id: 'scripted', model: '', limits: firstLimits };

/** What is known without asking: the model that is always there. */
export const scripted: Endpoint = {
  ...{ id: 'scripted', name: 'Scripted model', kind: 'scripted', baseUrl: null, host: null },
  ...{ model: null, parameters: null, allowPrivate: false, key: 'none', origin: 'builtin' },
};

export interface ChosenEndpoint {
  choice: EndpointChoice;
  endpoint: Endpoint;
  limits: RunLimits;
  /** What the model calls go to, for a sentence. */
  words: string;
}

export type Chosen = ChosenEndpoint | { missing: string };

/**
 * What a draft means, or what is still missing.
 * @param endpoints null while nobody has told them: then only the scripted model is known
 */
export function chosenEndpoint(
  draft: EndpointDraft,
  endpoints: readonly Endpoint[] | null,
): Chosen {
  const limits = limitsOf(draft.limits);
  if ('missing' in limits) return limits;
  const endpoint = (endpoints ?? [scripted]).find(({ id }) => id === draft.id);
  if (!endpoint)
    return {
      missing: endpoints ? 'Choose where model calls go.' : 'Looking for the endpoints…',
    };
  if (endpoint.kind === 'scripted')
    return { choice: { id: endpoint.id }, endpoint, limits, words: `${endpoint.name}, no network` };
  if (endpoint.key === 'lost')
    return { missing: `The key of ${endpoint.name} is lost. Give it again under its settings.` };
  const model = draft.model.trim();
  const asked = model || endpoint.model;
  if (!asked) return { missing: `Name the model that ${endpoint.name} is asked for.` };
  return {
    choice: { id: endpoint.id, ...(model === '' ? {} : { model }) },
    endpoint,
    limits,
    words: `${asked} at ${endpoint.host ?? endpoint.name}`,
  };
}

/** The limits that are typed, or which of them is none. */
export function limitsOf(draft: LimitsDraft): RunLimits | { missing: string } {
  const { maxSteps, maxTokens, maxCostUsd, maxMinutes } = draft;
  if (!isWhole(maxSteps, 200)) return { missing: 'Steps is a whole number from 1 to 200.' };
  if (maxTokens !== null && !isWhole(maxTokens, 100_000_000))
    return { missing: 'Tokens is a whole number up to 100,000,000, or empty.' };
  if (maxCostUsd !== null && !(maxCostUsd > 0 && maxCostUsd <= 10_000))
    return { missing: 'Cost is more than 0 and at most 10,000 dollars, or empty.' };
  if (maxMinutes !== null && !(maxMinutes > 0 && maxMinutes <= 1440))
    return { missing: 'Minutes is more than 0 and at most 1,440, or empty.' };
  return {
    maxSteps,
    ...(maxTokens === null ? {} : { maxTokens }),
    ...(maxCostUsd === null ? {} : { maxCostUsd }),
    ...(maxMinutes === null ? {} : { maxSeconds: Math.max(1, Math.round(maxMinutes * 60)) }),
  };
}

export const limitsDraft = (limits: RunLimits): LimitsDraft => ({
  maxSteps: limits.maxSteps,
  maxTokens: limits.maxTokens ?? null,
  maxCostUsd: limits.maxCostUsd ?? null,
  maxMinutes: limits.maxSeconds === undefined ? null : limits.maxSeconds / 60,
});

/** A draft out of what was kept of one; whatever is odd there is as at first. */
export function readEndpointDraft(kept: unknown): EndpointDraft {
  const limits = field(kept, 'limits');
  return {
    id: textField(kept, 'id') ?? firstEndpoint.id,
    model: textField(kept, 'model') ?? '',
    limits: {
      maxSteps: numberField(limits, 'maxSteps') ?? firstLimits.maxSteps,
      maxTokens: numberField(limits, 'maxTokens') ?? null,
      maxCostUsd: numberField(limits, 'maxCostUsd') ?? null,
      maxMinutes: numberField(limits, 'maxMinutes') ?? null,
    },
  };
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;

/** Whether what is sent leaves this machine. */
export const leavesMachine = ({ kind, host }: Pick<Endpoint, 'kind' | 'host'>): boolean =>
  kind !== 'scripted' && !(host !== null && loopback.test(host));

const isWhole = (value: number, most: number): boolean =>
  Number.isInteger(value) && value >= 1 && value <= most;
