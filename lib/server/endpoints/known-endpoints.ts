import type { Endpoint } from '@/lib/api/endpoint-contract';
import { environmentKey } from '@/lib/env';
import { scriptedModelId } from '@/lib/resume/scripted-model';

const bare = { parameters: null, allowPrivate: false };

export const scriptedEndpoint: Endpoint = {
  ...bare,
  id: 'scripted',
  name: 'Scripted model',
  kind: 'scripted',
  baseUrl: null,
  host: null,
  model: scriptedModelId,
  key: 'none',
  origin: 'builtin',
};

/**
 * Each at the only address that its key may go to. OpenAI by Responses: its reasoning models keep what they
 * thought between calls there only, and some of its models speak nothing else.
 */
const environment = [
  {
    id: 'env-openai',
    name: 'OpenAI',
    kind: 'openai-responses',
    baseUrl: 'https://api.openai.com/v1',
    variables: 'OPENAI_API_KEY',
  },
  {
    id: 'env-anthropic',
    name: 'Anthropic',
    kind: 'anthropic',
    baseUrl: 'https://api.anthropic.com/v1',
    variables: 'ANTHROPIC_API_KEY',
  },
  {
    id: 'env-google',
    name: 'Google',
    kind: 'google',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    variables: 'GOOGLE_GENERATIVE_AI_API_KEY or GEMINI_API_KEY',
  },
] as const;

export interface EnvironmentEndpoint {
  endpoint: Endpoint & { baseUrl: string };
  /** What must be set for it, in words. */
  variables: string;
  isSet: boolean;
}

/** What a key of the environment gives, whether or not it is set. */
export const environmentEndpoints = (): EnvironmentEndpoint[] =>
  environment.map(({ variables, ...one }) => {
    const isSet = environmentKey(one.baseUrl) !== null;
    const host = new URL(one.baseUrl).host;
    const key = isSet ? 'environment' : 'none';
    return {
      endpoint: { ...bare, ...one, host, model: null, key, origin: 'environment' },
      variables,
      isSet,
    };
  });
