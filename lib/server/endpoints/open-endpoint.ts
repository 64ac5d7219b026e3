import type { Endpoint, EndpointChoice, EndpointKind } from '@/lib/api/endpoint-contract';
import type { Run } from '@/lib/api/run-contract';
import type { Store } from '@/lib/db/store';
import type { Exchange } from '@/lib/egress/exchange';
import type { Network } from '@/lib/egress/guarded-agent';
import { AppError } from '@/lib/errors';
import { providerModel } from '@/lib/resume/provider-model';
import type { Model } from '@/lib/resume/resume';
import { type Script, scriptedModel, scriptedModelId } from '@/lib/resume/scripted-model';
import type { Json } from '@/lib/trace/json';
import { checkedBaseUrl } from './base-url';
import { endpointFetch } from './endpoint-fetch';
import { findEndpoint } from './find-endpoint';

export interface EndpointContext {
  /** Private addresses are allowed for all endpoints. */
  allowPrivate: boolean;
  script: Script;
  /** Without the key, also where a reply quotes it. */
  onExchange(exchange: Exchange): void;
  /**
   * Instead of the guarded one, to see what would be sent. It is never given a real key: in the header stands
   * `keyStandIn`, where the endpoint has a key or had one.
   */
  fetch?: typeof globalThis.fetch;
  /** Only tests give one. */
  network?: Network;
}

export interface OpenEndpoint {
  model: Model;
  kind: EndpointKind;
  /** What is kept and shown of it. */
  shown: Run['endpoint'];
  /** Sent where the setup of a call says nothing: an object. */
  parameters: Json | null;
}

export const keyStandIn = 'YOUR_KEY';

/**
 * The model that a choice means, ready to be called.
 * @throws AppError `not_found`; `bad_request` where no model is named or the key is lost, with what to do;
 * `egress_blocked` for an address that may not be reached
 */
export async function openEndpoint(
  store: Store,
  choice: EndpointChoice,
  context: EndpointContext,
): Promise<OpenEndpoint> {
  const { endpoint, openKey } = await findEndpoint(store, choice.id);
  const { id, kind, name, host, baseUrl, parameters } = endpoint;
  if (kind === 'scripted' || baseUrl === null) {
    const shown = { id, kind, label: name, model: scriptedModelId, host: null };
    return { model: scriptedModel(context.script), kind, shown, parameters };
  }
  const model = choice.model ?? endpoint.model;
  if (model === null) {
    throw new AppError('bad_request', `${name} has no model of its own: name one.`, {
      hint: 'Type the name of the model, such as the endpoint spells it, or set one under Settings, Endpoints.',
    });
  }
  const shown = { id, kind, label: name, model, host };
  const allowPrivate = endpoint.allowPrivate || context.allowPrivate;
  // Here and not only in the fetch: a run that cannot be is refused before it begins.
  checkedBaseUrl(baseUrl, allowPrivate);
  const opened = (apiKey: string | null, fetch: typeof globalThis.fetch): OpenEndpoint => ({
    model: providerModel({ kind, baseUrl, model, apiKey }, fetch),
    ...{ kind, shown, parameters },
  });
  if (context.fetch) return opened(standIn(endpoint), context.fetch);
  const apiKey = openKey();
  const { onExchange, network } = context;
  return opened(apiKey, endpointFetch({ apiKey, allowPrivate, onExchange, network }));
}

const standIn = ({ key }: Endpoint): string | null => (key === 'none' ? null : keyStandIn);
