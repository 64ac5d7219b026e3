import { maxValueText } from '@/lib/api/state-contract';
import type { Json } from '@/lib/trace/json';

/** A value as a list shows it: left out, with the length of its JSON text, where that is beyond 20,000. */
export function shortened(value: Json): { value: Json; size: number | null } {
  const size = JSON.stringify(value).length;
  return size > maxValueText ? { value: null, size } : { value, size: null };
}
