import type { Operation } from '@/lib/trace/event';
import { isObject, type Json, type JsonObject } from '@/lib/trace/json';

/** Keys of an app and of a user outlive the session, temporary ones do not outlive an invocation. */
const scopes = /^(app|user|temp):([\s\S]+)$/;
/** What the Java and Kotlin libraries write for a key that was removed. */
const removed = '__ADK_SENTINEL_REMOVED__';

/**
 * A state delta as operations; the prefix of a key is its namespace. null is a value, except where `final`, the
 * state at the session's end, is known and has no such key: then it was the word for a removal.
 */
export function deltaOperations(delta: JsonObject, final: JsonObject | null): Operation[] {
  return Object.entries(delta).map(([name, value]) => {
    const [, namespace, key] = scopes.exec(name) ?? [];
    const gone =
      isRemoval(value) ||
      (value === null && namespace !== 'temp' && final !== null && !Object.hasOwn(final, name));
    return {
      ...(namespace === undefined ? {} : { namespace }),
      key: key ?? name,
      ...(gone ? { deleted: true } : { value }),
    };
  });
}

const isRemoval = (value: Json): boolean =>
  value === removed ||
  (isObject(value) && Object.keys(value).length === 1 && Object.hasOwn(value, removed));
