import { isObject, type Json, numberField } from '@/lib/trace/json';

export type ParameterName = 'temperature' | 'maxTokens' | 'seed';

/** Spellings of the APIs, as a resume reads them; the first one is written where there is none. */
const spellings: Record<ParameterName, readonly [string, ...string[]]> = {
  temperature: ['temperature'],
  maxTokens: ['max_tokens', 'max_completion_tokens', 'max_output_tokens', 'maxOutputTokens'],
  seed: ['seed'],
};

const keyIn = (parameters: Json | null, name: ParameterName): string | undefined =>
  spellings[name].find((key) => numberField(parameters, key) !== undefined);

/** null where it is not said. */
export function parameterOf(parameters: Json | null, name: ParameterName): number | null {
  const key = keyIn(parameters, name);
  return key === undefined ? null : (numberField(parameters, key) ?? null);
}

/**
 * The parameters with one of them changed, in the spelling that is there, or, with null, without it. null
 * where nothing is left and nothing was recorded either. What is no object is replaced.
 */
export function withParameter(
  parameters: Json | null,
  name: ParameterName,
  value: number | null,
  recorded: Json | null,
): Json | null {
  const entries = isObject(parameters) ? Object.entries(parameters) : [];
  const key = keyIn(parameters, name) ?? spellings[name][0];
  const at = entries.findIndex(([one]) => one === key);
  const pair: [string, Json][] = value === null ? [] : [[key, value]];
  const next = at < 0 ? [...entries, ...pair] : entries.toSpliced(at, 1, ...pair);
  if (next.length === 0 && recorded === null) return null;
  // fromEntries defines, it does not assign: a key `__proto__` stays a key.
  return Object.fromEntries(next);
}
