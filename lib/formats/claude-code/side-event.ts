import type { EventDraft } from '@/lib/trace/builder';
import type { EventError } from '@/lib/trace/event';
import { field, type Json, listField, textField } from '@/lib/trace/json';
import { failureText, retryText } from './reply';
import { type Row, recordsOf } from './row';
import { firstText } from './user-word';

/** What all events of a lane share. */
export interface Frame {
  lane: string;
  startedAt: number | null;
}

/** One log event for side rows that tell nothing each: the outline must not drown in them. */
export function noiseEvent(rows: readonly Row[], frame: Frame): EventDraft {
  const counts = new Map<string, number>();
  for (const { word } of rows) counts.set(word, (counts.get(word) ?? 0) + 1);
  const [only] = rows;
  const alone = counts.size === 1 ? only?.word : undefined;
  return {
    ...frame,
    kind: 'log',
    type: alone ?? 'log',
    text:
      (rows.length === 1 && only?.text) ||
      [...counts].map(([word, count]) => (count > 1 ? `${word} ×${count}` : word)).join(' · '),
    records: recordsOf(rows),
  };
}

/** A request that failed; the program tries it again. */
export function retryEvent(row: Row, value: Json, frame: Frame): EventDraft {
  const type = textField(field(value, 'error'), 'type');
  return {
    ...frame,
    kind: 'error',
    type: row.word,
    records: recordsOf([row]),
    error: {
      message: retryText(value),
      source: 'system/api_error',
      ...(type === undefined ? {} : { type }),
    },
  };
}

/** A request that failed for good: what it was sent is known, a reply there is none. */
export function failureEvent(row: Row, value: Json, frame: Frame): EventDraft {
  const type = textField(value, 'error');
  return {
    ...frame,
    kind: 'model-call',
    type: row.word,
    model: null,
    usage: null,
    costUsd: null,
    finishReason: null,
    records: recordsOf([row]),
    error: {
      message: failureText(value),
      source: 'isApiErrorMessage',
      ...(type === undefined ? {} : { type }),
    },
  };
}

/** A row that is told by itself: what the program said, or a type that is not known here. */
export function logEvent(row: Row, value: Json, frame: Frame): EventDraft {
  const message = field(field(value, 'message'), 'content');
  const text = textField(value, 'content') ?? firstText(message);
  return {
    ...frame,
    kind: 'log',
    type: row.word,
    text: text === '' ? row.word : text,
    records: recordsOf([row]),
    error: logError(value, text),
  };
}

function logError(value: Json, text: string): EventError | null {
  const [hook] = listField(value, 'hookErrors') ?? [];
  if (hook !== undefined)
    return {
      message: typeof hook === 'string' ? hook : JSON.stringify(hook),
      source: 'hookErrors',
    };
  if (textField(value, 'level') === 'error') return { message: text || 'error', source: 'level' };
  return null;
}

export const unreadableEvent = (row: Row, frame: Frame): EventDraft => ({
  ...frame,
  kind: 'unreadable',
  type: row.word,
  reason: row.text ?? 'the record cannot be read',
  records: recordsOf([row]),
});
