import type { RequestApi } from '@/lib/api/prepare-contract';

/** Where each API stands for everybody. Nothing is sent there: the address is a part of the request. */
const addresses: Record<RequestApi, string> = {
  'openai-chat': 'https://api.openai.com/v1',
  'openai-responses': 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta',
};

/** An API at its public address, as far as counting and pricing ask. */
export const publicApi = (kind: RequestApi) => ({
  kind,
  baseUrl: addresses[kind],
  host: new URL(addresses[kind]).host,
});

/** The API that a model is asked by, as its name tells; Chat Completions, which most servers speak, for any other. */
export function suggestedApi(model: string | null): RequestApi {
  const name = (model ?? '').toLowerCase();
  if (/claude/.test(name)) return 'anthropic';
  if (/gemini|gemma|learnlm/.test(name)) return 'google';
  // Their reasoning is kept between calls by Responses only, and some speak nothing else.
  return /(^|\/)(o\d|gpt-5)|codex/.test(name) ? 'openai-responses' : 'openai-chat';
}
