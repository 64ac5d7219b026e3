import type { EndpointChoice } from '@/lib/api/run-contract';
import { checkUrl } from '@/lib/egress/check-url';
import type { Exchange } from '@/lib/egress/exchange';
import { guardedFetch } from '@/lib/egress/guarded-fetch';
import { hidingQuotedKey, withoutQuotedKey } from '@/lib/egress/quoted-key';
import { environmentKey } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { openaiCompatible } from '@/lib/resume/openai-compatible';
import type { Model } from '@/lib/resume/resume';
import { type Script, scriptedModel, scriptedModelId } from '@/lib/resume/scripted-model';
import type { KeptEndpoint } from './run-store';

export interface EndpointContext {
  /** Private addresses are allowed for all endpoints. */
  allowPrivate: boolean;
  script: Script;
  onExchange(exchange: Exchange): void;
}

/** What is kept and shown of a choice. Throws AppError for an address that may not be reached. */
export function keptEndpoint(choice: EndpointChoice, allowPrivate: boolean): KeptEndpoint {
  if (choice.kind === 'scripted') {
    return {
      shown: { kind: choice.kind, label: 'Scripted model', model: scriptedModelId, host: null },
      choice,
      typedKey: false,
    };
  }
  const { apiKey, ...kept } = choice;
  const { host, search, hash } = checkUrl(choice.baseUrl, choice.allowPrivate || allowPrivate);
  if (search || hash) {
    // The path of the API is put behind it; and what stands in it would be kept.
    throw new AppError('bad_request', 'The base URL ends before any ? or #.', {
      hint: 'Put the key into the key field, not into the address.',
    });
  }
  return {
    shown: { kind: choice.kind, label: host, model: choice.model, host },
    choice: kept,
    typedKey: !!apiKey,
  };
}

/** A key of the environment goes to its own canonical origin and to no other. */
export function endpointModel(choice: EndpointChoice, context: EndpointContext): Model {
  if (choice.kind === 'scripted') return scriptedModel(context.script);
  const { baseUrl, model } = choice;
  const apiKey = choice.apiKey?.trim() || environmentKey(baseUrl);
  const fetch = guardedFetch({
    allowPrivate: choice.allowPrivate || context.allowPrivate,
    onExchange: (exchange) => context.onExchange(withoutQuotedKey(exchange, apiKey)),
  });
  return openaiCompatible({ baseUrl, model, apiKey }, hidingQuotedKey(fetch, apiKey));
}

const openaiUrl = 'https://api.openai.com/v1';

/** Endpoints that need no typing, or only a key. */
export const knownEndpoints = () => [
  { kind: 'scripted' as const, label: 'Scripted model', baseUrl: null, hasKey: true },
  {
    kind: 'openai-compatible' as const,
    label: 'OpenAI',
    baseUrl: openaiUrl,
    hasKey: environmentKey(openaiUrl) !== null,
  },
];
