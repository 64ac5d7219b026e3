import type { LanguageModelV3CallOptions } from '@ai-sdk/provider';
import { field, type Json, listField, numberField } from '@/lib/trace/json';

type Settings = Pick<
  LanguageModelV3CallOptions,
  | 'temperature'
  | 'topP'
  | 'maxOutputTokens'
  | 'seed'
  | 'stopSequences'
  | 'frequencyPenalty'
  | 'presencePenalty'
>;

/** Spellings of the APIs whose requests Retake reads, first one wins. */
const spellings = {
  temperature: ['temperature'],
  topP: ['top_p', 'topP'],
  maxOutputTokens: ['max_tokens', 'max_completion_tokens', 'max_output_tokens', 'maxOutputTokens'],
  seed: ['seed'],
  frequencyPenalty: ['frequency_penalty', 'frequencyPenalty'],
  presencePenalty: ['presence_penalty', 'presencePenalty'],
} as const;

/** Recorded parameters that every provider takes; others belong to the provider they were recorded from. */
export function callSettings(parameters: Json | null): Settings {
  const settings: Settings = {};
  for (const name of Object.keys(spellings) as (keyof typeof spellings)[]) {
    // Object.keys types its answer as string[]: these are the keys of the constant above.
    const value = spellings[name].map((key) => numberField(parameters, key)).find(isNumber);
    if (value !== undefined) settings[name] = value;
  }
  const stop = field(parameters, 'stop');
  const list = typeof stop === 'string' ? [stop] : (listField(parameters, 'stop') ?? []);
  const words = list.filter((word) => typeof word === 'string');
  if (words.length > 0) settings.stopSequences = words;
  return settings;
}

const isNumber = (value: number | undefined): value is number => value !== undefined;
