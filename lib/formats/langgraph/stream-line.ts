import { isLangchainMessage } from '@/lib/dialects/langchain';
import { field, type Json, listField, textField } from '@/lib/trace/json';

const modes = new Set(['values', 'updates', 'debug', 'messages', 'custom', 'checkpoints', 'tasks']);

/** A line of a stream with several modes: `[mode, payload]` or `[namespace, mode, payload]`. */
export interface StreamLine {
  namespace: string;
  mode: string;
  payload: Json;
}

export function readStreamLine(value: Json): StreamLine | null {
  if (!Array.isArray(value) || value.length < 2 || value.length > 3) return null;
  const [mode, payload] = value.slice(-2);
  const [scope] = value.length === 3 ? value : [[]];
  if (typeof mode !== 'string' || !modes.has(mode) || payload === undefined) return null;
  if (!Array.isArray(scope)) return null;
  return { namespace: scope.filter((part) => typeof part === 'string').join('|'), mode, payload };
}

/** The record of a checkpoint that a line carries: `debug` wraps it, `checkpoints` is one. */
export function checkpointIn({ mode, payload }: StreamLine): Json | null {
  if (mode === 'checkpoints') return payload;
  const wrapped = mode === 'debug' && textField(payload, 'type') === 'checkpoint';
  return wrapped ? (field(payload, 'payload') ?? null) : null;
}

/** A state that stands alone, known by its messages: a type and no role is how nobody else writes them. */
export const isBareState = (value: Json): boolean => {
  const messages = Array.isArray(value) ? value : listField(value, 'messages');
  return (
    messages !== undefined &&
    messages.length > 0 &&
    messages.every((message) => isLangchainMessage(message) && field(message, 'role') === undefined)
  );
};
