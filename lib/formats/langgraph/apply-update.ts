import { field, isObject, type Json, listField, textField } from '@/lib/trace/json';
import { takeInterrupts } from './checkpoint';

const idOf = (message: Json): string | undefined =>
  textField(field(message, 'kwargs'), 'id') ?? textField(message, 'id');
const isRemoval = (message: Json): boolean =>
  textField(message, 'type') === 'remove' || listField(message, 'id')?.at(-1) === 'RemoveMessage';

/**
 * The state after an update, `{node: what it wrote}`. Messages are added as LangGraph's own reducer does (the
 * same id replaces, a removal removes), any other key is overwritten: what reducers a graph has is not recorded.
 */
export function applyUpdate(before: Json, update: Json): ReturnType<typeof takeInterrupts> {
  const { values: writes, ...rest } = takeInterrupts(update);
  let after = before;
  for (const written of Object.values(isObject(writes) ? writes : {}))
    for (const one of Array.isArray(written) ? written : [written])
      if (isObject(one)) after = withWrite(after, one);
  return { ...rest, values: after };
}

function withWrite(before: Json, write: Json): Json {
  const members = new Map(Object.entries(isObject(before) ? before : {}));
  for (const [key, value] of Object.entries(isObject(write) ? write : {})) {
    const known = members.get(key);
    const merged =
      key === 'messages' ? withMessages(Array.isArray(known) ? known : [], value) : value;
    members.set(key, merged);
  }
  return Object.fromEntries(members);
}

function withMessages(before: readonly Json[], value: Json): Json[] {
  const after = [...before];
  for (const message of Array.isArray(value) ? value : [value]) {
    const id = idOf(message);
    const at = id === undefined ? -1 : after.findIndex((known) => idOf(known) === id);
    if (isRemoval(message)) {
      if (at >= 0) after.splice(at, 1);
    } else if (at >= 0) after[at] = message;
    else after.push(message);
  }
  return after;
}
