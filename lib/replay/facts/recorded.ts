import type { Event } from '@/lib/trace/event';
import { field, isObject, type JsonObject } from '@/lib/trace/json';

/** What a system that keeps facts itself writes down, as StatePlane does. */
export type RecordedWord = 'goal' | 'constraint' | 'test' | 'file' | 'decision' | 'risk';

/** `record_test_run`, `test_run_recorded` and `test.run.recorded` are one: the word without the affix and signs. */
const words = new Map<string, RecordedWord>([
  ['goal', 'goal'],
  ['userconstraint', 'constraint'],
  ['constraint', 'constraint'],
  ['testrun', 'test'],
  ['filepatch', 'file'],
  ['filetouch', 'file'],
  ['filetouched', 'file'],
  ['decision', 'decision'],
  ['risk', 'risk'],
  ['quarantinedrisk', 'risk'],
]);

/** The payload of an event that records a fact of this kind in so many words; null for every other event. */
export function recordedPayload(event: Event, wanted: RecordedWord): JsonObject | null {
  if (event.kind === 'tool-call' || event.kind === 'tool-result' || event.type.length > 60)
    return null;
  const bare = event.type.toLowerCase().replace(/[^a-z]/g, '');
  const word = bare.startsWith('record') ? bare.slice(6) : suffixed(bare);
  if (word === null || words.get(word) !== wanted) return null;
  const value = 'value' in event ? event.value : undefined;
  for (const holder of [value, event.extra]) {
    for (const inner of [field(holder, 'payload'), field(holder, 'data'), holder]) {
      if (isObject(inner)) return inner;
    }
  }
  return null;
}

const suffixed = (bare: string): string | null =>
  bare.endsWith('recorded') ? bare.slice(0, -'recorded'.length) : null;
