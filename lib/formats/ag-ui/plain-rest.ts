import { isObject, type Json } from '@/lib/trace/json';

const known = new Set(['type', 'timestamp', 'rawEvent', 'input']);

/** What no typed field holds. `rawEvent` is the provider's own words once more: it stays in the record. */
export const plainRest = (value: Json): Json =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).filter(([key]) => !known.has(key)))
    : {};
