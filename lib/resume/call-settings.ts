import type { LanguageModelV3CallOptions } from '@ai-sdk/provider';
import { field, isObject, type Json, textField } from '@/lib/trace/json';
import { ParameterReader } from './parameter-reader';
import { type ProviderOptions, providerOptions } from './provider-options';
import type { Target } from './target';
import type { ToolNames } from './tool-names';

type Settings = Omit<LanguageModelV3CallOptions, 'prompt' | 'tools' | 'abortSignal'>;

export interface CallSettings {
  settings: Settings;
  /** What of the parameters is not sent, or is sent besides, in sentences. */
  adapted: string[];
}

/** Anthropic refuses a request without a limit. */
const anthropicMaxTokens = 8192;

/**
 * Recorded parameters as `target` takes them: what all APIs have, and its own ones where they were recorded
 * from the same API. What it does not take is told, not guessed.
 * @param thinks false where the reply to go on from has lost its thinking: Anthropic then takes no more of it
 */
export function callSettings(
  parameters: Json | null,
  target: Target,
  { names, thinks = true }: { names?: ToolNames; thinks?: boolean } = {},
): CallSettings {
  if (target === 'scripted') return { settings: {}, adapted: [] };
  const reader = new ParameterReader(parameters);
  const settings: Settings = {};
  const adapted: string[] = [];

  const put = <K extends keyof Settings>(name: K, value: Settings[K] | undefined) => {
    if (value !== undefined) settings[name] = value;
  };
  put('temperature', reader.number('temperature'));
  put('topP', reader.number('top_p', 'topP'));
  const length = reader.number(
    ...['max_tokens', 'max_completion_tokens', 'max_output_tokens', 'maxOutputTokens'],
  );
  put('maxOutputTokens', length);
  if (target !== 'anthropic' && target !== 'openai-responses') {
    put('seed', reader.number('seed'));
    put('frequencyPenalty', reader.number('frequency_penalty', 'frequencyPenalty'));
    put('presencePenalty', reader.number('presence_penalty', 'presencePenalty'));
  }
  if (target === 'anthropic' || target === 'google') put('topK', reader.number('top_k', 'topK'));
  if (target !== 'openai-responses') put('stopSequences', stopSequences(reader));
  put('toolChoice', toolChoice(reader, names));
  reader.ignore('n', 1);

  const own = providerOptions(reader, target);
  if (!thinks && own.thinkingBudget !== null) {
    own.thinkingBudget = null;
    delete own.options.anthropic?.thinking;
    adapted.push('Thinking was turned off: the reply to go on from has lost its own.');
  }
  if (Object.keys(own.options).length > 0) settings.providerOptions = own.options;
  if (target === 'anthropic') limitForAnthropic(settings, own, adapted);
  const left = reader.restOf(() => true).map(([key]) => key);
  if (left.length > 0) {
    adapted.push(
      `Parameters that this API does not take were left out: ${left.sort().join(', ')}.`,
    );
  }
  return { settings, adapted };
}

/** The package adds the budget for thinking to the limit; a recorded limit contains it. */
function limitForAnthropic(
  settings: Settings,
  { thinkingBudget }: ProviderOptions,
  adapted: string[],
): void {
  const recorded = settings.maxOutputTokens;
  if (recorded === undefined) {
    settings.maxOutputTokens = anthropicMaxTokens;
    adapted.push(
      `This API wants a limit for its reply and none is recorded: ${anthropicMaxTokens} tokens.`,
    );
  } else if (thinkingBudget !== null && recorded > thinkingBudget) {
    settings.maxOutputTokens = recorded - thinkingBudget;
  }
}

function stopSequences(reader: ParameterReader): string[] | undefined {
  const one = reader.text('stop');
  if (one !== undefined) return [one];
  const words = (reader.list('stop', 'stop_sequences', 'stopSequences') ?? []).filter(
    (word) => typeof word === 'string',
  );
  return words.length > 0 ? words : undefined;
}

/** The spellings of OpenAI (two) and Anthropic. */
function toolChoice(
  reader: ParameterReader,
  names: ToolNames | undefined,
): Settings['toolChoice'] | undefined {
  const choice = reader.take(['tool_choice'], isToolChoice);
  if (choice === undefined) return undefined;
  const type = typeof choice === 'string' ? choice : textField(choice, 'type');
  if (type === 'auto' || type === 'none' || type === 'required') return { type };
  if (type === 'any') return { type: 'required' };
  const name = textField(choice, 'name') ?? textField(field(choice, 'function'), 'name') ?? '';
  return { type: 'tool', toolName: names?.spelled(name) ?? name };
}

function isToolChoice(value: Json): value is Json {
  const type = typeof value === 'string' ? value : textField(value, 'type');
  if (type === 'auto' || type === 'none' || type === 'required' || type === 'any') return true;
  const name = textField(value, 'name') ?? textField(field(value, 'function'), 'name');
  return isObject(value) && (type === 'tool' || type === 'function') && name !== undefined;
}
