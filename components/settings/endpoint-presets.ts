import type { Endpoint } from '@/lib/api/endpoint-contract';

export type TypedKind = Exclude<Endpoint['kind'], 'scripted'>;

export interface EndpointPreset {
  name: string;
  kind: TypedKind;
  /** Empty: only a person knows it. */
  baseUrl: string;
  /** It stands on this machine. */
  local: boolean;
}

/** Well-known places; all of them can be changed after they were chosen. */
export const presets: readonly EndpointPreset[] = [
  {
    name: 'OpenAI',
    kind: 'openai-responses',
    baseUrl: 'https://api.openai.com/v1',
    local: false,
  },
  { name: 'Anthropic', kind: 'anthropic', baseUrl: 'https://api.anthropic.com/v1', local: false },
  {
    name: 'Google',
    kind: 'google',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    local: false,
  },
  {
    name: 'OpenRouter',
    kind: 'openai-compatible',
    baseUrl: 'https://openrouter.ai/api/v1',
    local: false,
  },
  {
    name: 'Groq',
    kind: 'openai-compatible',
    baseUrl: 'https://api.groq.com/openai/v1',
    local: false,
  },
  { name: 'Ollama', kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:11434/v1', local: true },
  {
    name: 'LM Studio',
    kind: 'openai-compatible',
    baseUrl: 'http://127.0.0.1:1234/v1',
    local: true,
  },
  { name: 'vLLM', kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:8000/v1', local: true },
  { name: 'Other', kind: 'openai-compatible', baseUrl: '', local: false },
];

export const kindWords: Record<Endpoint['kind'], string> = {
  scripted: 'Scripted model',
  'openai-compatible': 'OpenAI-compatible',
  'openai-chat': 'OpenAI Chat Completions',
  'openai-responses': 'OpenAI Responses',
  anthropic: 'Anthropic Messages',
  google: 'Google Gemini',
};
