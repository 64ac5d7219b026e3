import { eventKinds, provenanceSchema } from '@/lib/trace/event';
import { roleSchema } from '@/lib/trace/message';
import type { Field } from './fields';

const statusWords = ['ok', 'error', 'unfinished'] as const;

const closed: ReadonlyMap<Field, readonly string[]> = new Map<Field, readonly string[]>([
  ['kind', eventKinds],
  ['role', roleSchema.options],
  ['status', statusWords],
  ['provenance', provenanceSchema.shape.by.options],
]);

/** All values that a field can have; null where a trace may hold any. */
export const closedWords = (field: Field): readonly string[] | null => closed.get(field) ?? null;
