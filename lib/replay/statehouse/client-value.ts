import type { Json } from '@/lib/trace/json';
import { PythonFloat, type PythonValue } from '../python/python-value';
import { SeedError } from '../python/seed-error';

/** A protobuf message inside a value: the client's `dict(Struct)` is shallow and leaves these as they are. */
export class ProtoMessage {
  constructor(readonly type: 'Struct' | 'ListValue') {}
}

/** A value as the Python client holds it: plain, or a dict whose nested members stay protobuf messages. */
export type ClientValue = PythonValue | ReadonlyMap<string, PythonValue | ProtoMessage>;

/**
 * What the client gives for a value that came over the wire: every number is a double, nested objects and lists
 * are protobuf messages. A value that is no object gives an empty dict, as the server makes of it.
 */
export function clientValue(value: Json): ReadonlyMap<string, PythonValue | ProtoMessage> {
  const members = new Map<string, PythonValue | ProtoMessage>();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return members;
  for (const [key, member] of Object.entries(value)) members.set(key, memberOf(member));
  return members;
}

function memberOf(value: Json): PythonValue | ProtoMessage {
  if (typeof value === 'number') return new PythonFloat(value);
  if (value === null || typeof value !== 'object') return value;
  return new ProtoMessage(Array.isArray(value) ? 'ListValue' : 'Struct');
}

/** The value for `json.dumps`. Throws SeedError `TypeError` at the first member that is a protobuf message. */
export function dumpable(value: ClientValue): PythonValue {
  if (!isClientDict(value)) return value;
  const plain = new Map<string, PythonValue>();
  for (const [key, member] of value) {
    if (member instanceof ProtoMessage)
      throw new SeedError('TypeError', `Object of type ${member.type} is not JSON serializable`);
    plain.set(key, member);
  }
  return plain;
}

const isClientDict = (
  value: ClientValue,
): value is ReadonlyMap<string, PythonValue | ProtoMessage> => value instanceof Map;
