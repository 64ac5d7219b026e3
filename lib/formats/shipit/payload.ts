import { field, isObject, type Json, type JsonObject, textField } from '@/lib/trace/json';

/** An event as the runtime writes it, read with the tolerant union of what its versions write. */
export interface ShipitEvent {
  type: string;
  message: string;
  payload: JsonObject;
  /** Milliseconds since the epoch; the runtime writes float seconds. */
  at: number | null;
  /** A payload that is no object, and keys that no version knows. */
  odd: JsonObject | undefined;
}

const known = new Set(['type', 'message', 'payload', 'timestamp']);

/** undefined for what is no event: a value without a type. */
export function readEvent(value: Json): ShipitEvent | undefined {
  const type = textField(value, 'type');
  if (type === undefined || !isObject(value)) return undefined;
  const payload = field(value, 'payload');
  const odd = Object.entries(value).filter(
    ([key]) => !known.has(key) || (key === 'payload' && !isObject(payload) && payload !== null),
  );
  const timestamp = field(value, 'timestamp');
  return {
    type,
    message: textField(value, 'message') ?? '',
    payload: isObject(payload) ? payload : {},
    at: typeof timestamp === 'number' ? timestamp * 1000 : null,
    odd: odd.length > 0 ? Object.fromEntries(odd) : undefined,
  };
}

const firstText = (payload: JsonObject, keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const found = textField(payload, key);
    if (found !== undefined && found !== '') return found;
  }
  return undefined;
};

/** The prompt, by whatever name the agent or a team of agents gives it. */
export const promptKeys = ['user_prompt', 'prompt', 'task', 'objective'];
export const promptOf = ({ payload }: ShipitEvent): string | undefined =>
  firstText(payload, promptKeys);

/** The agent that acts, where several share a trace. */
export const actorOf = ({ payload }: ShipitEvent): string | undefined =>
  firstText(payload, ['agent', 'worker', 'agent_id']);

/** v1 names a tool only in the prose of `message`. */
export function toolOf({ payload, message }: ShipitEvent): string | undefined {
  const named = firstText(payload, ['tool', 'tool_name']);
  return (
    named ?? /^(?:Tool (?:called|completed|failed)|Retrying tool): ([\s\S]+)$/.exec(message)?.[1]
  );
}

export const callIdOf = ({ payload }: ShipitEvent): string | undefined =>
  firstText(payload, ['call_id', 'tool_call_id']);

/** What a tool gave back: `text` if it says anything, else `output`. */
export function outputOf({ payload }: ShipitEvent): Json | undefined {
  return firstText(payload, ['text']) ?? field(payload, 'output');
}

/** The answer of a run. `undefined` where it says none. */
export const answerOf = ({ payload }: ShipitEvent): string | undefined =>
  textField(payload, 'output') ?? textField(payload, 'content') ?? textField(payload, 'text');

/** What a failure says of itself. */
export const failureOf = (event: ShipitEvent): string =>
  firstText(event.payload, ['error', 'reason', 'output']) ?? (event.message || event.type);

/** What is left of an event once typed fields have taken what they name. */
export function restOf(event: ShipitEvent, taken: readonly string[]): JsonObject | undefined {
  const left = Object.entries(event.payload).filter(([key]) => !taken.includes(key));
  const rest = [...left, ...Object.entries(event.odd ?? {})];
  return rest.length > 0 ? Object.fromEntries(rest) : undefined;
}
