import type { JSONValue, SharedV3ProviderOptions } from '@ai-sdk/provider';
import {
  field,
  isObject,
  type Json,
  type JsonObject,
  numberField,
  textField,
} from '@/lib/trace/json';
import type { ParameterReader } from './parameter-reader';
import type { Target } from './target';

export interface ProviderOptions {
  options: SharedV3ProviderOptions;
  /** Tokens that Anthropic may think with; null where nothing says it. */
  thinkingBudget: number | null;
}

type Own = Record<string, JSONValue>;

/** Parameters that only one API has, as its package names them. Reads them away from `reader`. */
export function providerOptions(reader: ParameterReader, target: Target): ProviderOptions {
  const own: Own = {};
  const put = (name: string, value: JSONValue | undefined) => {
    if (value !== undefined) own[name] = value;
  };
  switch (target) {
    case 'anthropic': {
      const thinking = reader.take(['thinking'], isObject);
      const thinkingBudget = numberField(thinking, 'budget_tokens') ?? null;
      if (thinking) put('thinking', anthropicThinking(thinking, thinkingBudget));
      put('effort', textField(reader.object('output_config'), 'effort'));
      const userId = textField(reader.take(['metadata'], hasUser), 'user_id');
      if (userId !== undefined) put('metadata', { userId });
      if (reader.flag('parallel_tool_calls') === false) put('disableParallelToolUse', true);
      return { options: wrap('anthropic', own), thinkingBudget };
    }
    case 'openai-responses': {
      const reasoning = reader.object('reasoning');
      put('reasoningEffort', textField(reasoning, 'effort') ?? reader.text('reasoning_effort'));
      put('reasoningSummary', textField(reasoning, 'summary'));
      put('textVerbosity', textField(reader.take(['text'], isVerbosity), 'verbosity'));
      put('truncation', reader.text('truncation'));
      put('maxToolCalls', reader.number('max_tool_calls'));
      openaiShared(reader, put);
      // Nothing stays at the provider: what it thought comes back sealed.
      put('store', false);
      return { options: wrap('openai', own), thinkingBudget: null };
    }
    case 'openai-chat':
      put('reasoningEffort', reader.text('reasoning_effort'));
      put('textVerbosity', reader.text('verbosity'));
      put('logitBias', reader.object('logit_bias'));
      put('prediction', reader.object('prediction'));
      openaiShared(reader, put);
      return { options: wrap('openai', own), thinkingBudget: null };
    case 'google':
      put('thinkingConfig', reader.object('thinkingConfig'));
      put('safetySettings', reader.list('safetySettings'));
      put('mediaResolution', reader.text('mediaResolution'));
      return { options: wrap('google', own), thinkingBudget: null };
    case 'openai-compatible':
      // Local servers know many more than OpenAI: what is not another API's is handed on as it is.
      put('reasoningEffort', reader.text('reasoning_effort'));
      put('textVerbosity', reader.text('verbosity'));
      for (const [key, value] of compatible(reader)) put(key, value);
      return { options: wrap('openaiCompatible', own), thinkingBudget: null };
    default:
      return { options: {}, thinkingBudget: null };
  }
}

const wrap = (name: string, own: Own): SharedV3ProviderOptions =>
  Object.keys(own).length > 0 ? { [name]: own } : {};

function openaiShared(
  reader: ParameterReader,
  put: (name: string, value: JSONValue | undefined) => void,
): void {
  put('parallelToolCalls', reader.flag('parallel_tool_calls'));
  put('user', reader.text('user'));
  put('serviceTier', reader.text('service_tier'));
  put('metadata', reader.object('metadata'));
  put('promptCacheKey', reader.text('prompt_cache_key'));
  put('safetyIdentifier', reader.text('safety_identifier'));
}

function anthropicThinking(thinking: JsonObject, budget: number | null): Own {
  const display = textField(thinking, 'display');
  return {
    type: textField(thinking, 'type') ?? 'enabled',
    ...(budget === null ? {} : { budgetTokens: budget }),
    ...(display === undefined ? {} : { display }),
  };
}

const hasUser = (value: Json): value is JsonObject => textField(value, 'user_id') !== undefined;
const isVerbosity = (value: Json): value is JsonObject =>
  isObject(value) && Object.keys(value).length === 1 && field(value, 'verbosity') !== undefined;

/** Of other APIs: Anthropic's, the Responses API's, Google's. */
const foreign = new Set(
  'thinking output_config context_management mcp_servers container reasoning text truncation max_tool_calls background thinkingConfig safetySettings toolConfig responseMimeType responseSchema cachedContent systemInstruction contents input instructions'.split(
    ' ',
  ),
);
/** Whose values this room sets itself. */
const ours = new Set(['messages', 'model', 'tools', 'functions', 'function_call']);

function compatible(reader: ParameterReader): [string, Json][] {
  return reader.restOf((key) => !foreign.has(key) && !ours.has(key));
}
