import { applyPatch, type Operation as PatchOperation } from 'rfc6902';
import { canonicalJson } from '@/lib/trace/canonical-json';
import type { Operation } from '@/lib/trace/event';
import { field, isObject, type Json, type JsonObject, textField } from '@/lib/trace/json';

/** What the copies of one patch may weigh, about in bytes: thirty that each double a document would fill any memory. */
const mostCopied = 10_000_000;
const valueWeight = 100;

/** What a patch did, or why it did nothing. */
export type Patched =
  | { operations: Operation[]; problem: null }
  | { operations: null; problem: string };

/** The library steps over these wherever they stand in a path, and so would write elsewhere. */
const refused = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * A state that is recorded as one document: snapshots of it and JSON patches (RFC 6902) as operations on its
 * top-level members, each with the member's whole value. A document that is no object is one key, ''.
 */
export class StateDocument {
  #root: Json = Object.create(null);

  /** Writes what differs from what stood there, deletes what is gone. */
  snapshot(after: Json): Operation[] {
    const before = membersOf(this.#root);
    this.#root = privateCopy(after);
    return difference(before, membersOf(after));
  }

  /** All of a patch or nothing: one that cannot be carried out leaves the document as it was. */
  patch(patch: Json): Patched {
    if (!Array.isArray(patch)) return { operations: null, problem: 'a patch must be a list' };
    const before = this.#root;
    const touched = touchedBy(patch);
    let after = touched && isObject(before) ? copyOf(before, touched) : privateCopy(before);
    let room = mostCopied;
    for (const [at, raw] of patch.entries()) {
      const step = stepOf(raw, after);
      if (typeof step === 'string')
        return { operations: null, problem: `operation ${at + 1}: ${step}` };
      if (step.path === '' && step.op !== 'test') {
        // The library has no parent to write this to.
        if (step.op !== 'add' && step.op !== 'replace')
          return {
            operations: null,
            problem: `operation ${at + 1}: ${step.op} of the whole document`,
          };
        after = privateCopy(step.value);
        continue;
      }
      if (step.op === 'copy') room -= weightAt(after, step.from, room);
      if (room < 0)
        return { operations: null, problem: `operation ${at + 1}: it copies more than we follow` };
      const [error] = applyPatch(after, [step]);
      if (error) return { operations: null, problem: `operation ${at + 1}: ${error.message}` };
    }
    this.#root = after;
    const changed = (root: Json) => membersOf(root).filter(([key]) => !touched || touched.has(key));
    return { operations: difference(changed(before), changed(after)), problem: null };
  }
}

/** The top-level members that a patch may change; null: any. A document may be long and a patch short. */
function touchedBy(patch: readonly Json[]): ReadonlySet<string> | null {
  const keys = new Set<string>();
  for (const raw of patch)
    for (const pointer of [textField(raw, 'path'), textField(raw, 'from')]) {
      if (pointer === '') return null;
      const [key] = pointer === undefined ? [] : tokensOf(pointer);
      if (key !== undefined) keys.add(key);
    }
  return keys;
}

/** Shares all members with `root` but those that are touched. */
function copyOf(root: JsonObject, touched: ReadonlySet<string>): Json {
  const copy: JsonObject = Object.create(null);
  for (const [key, value] of Object.entries(root))
    copy[key] = touched.has(key) ? privateCopy(value) : value;
  return copy;
}

const tokensOf = (pointer: string): string[] =>
  pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));

const membersOf = (root: Json): [string, Json][] =>
  isObject(root) ? Object.entries(root) : [['', root]];

function difference(
  before: readonly (readonly [string, Json])[],
  after: readonly (readonly [string, Json])[],
): Operation[] {
  const was = new Map(before.map(([key, value]) => [key, canonicalJson(value)]));
  const is = new Set(after.map(([key]) => key));
  return [
    ...after.flatMap(([key, value]) =>
      was.get(key) === canonicalJson(value) ? [] : [{ key, value: plainCopy(value) }],
    ),
    ...before.flatMap(([key]) => (is.has(key) ? [] : [{ key, deleted: true }])),
  ];
}

/** An operation of a patch that is safe to carry out on `root`, or what is wrong with it. */
function stepOf(raw: Json, root: Json): PatchOperation | string {
  const op = textField(raw, 'op');
  const path = textField(raw, 'path');
  const from = textField(raw, 'from');
  const value = field(raw, 'value');
  if (path === undefined) return 'it has no path';
  const wrong = wrongWith(path, root) ?? (from === undefined ? null : wrongWith(from, root));
  if (wrong) return wrong;
  switch (op) {
    case 'add':
    case 'replace':
    case 'test':
      if (value === undefined) return 'it has no value';
      return holdsProto(value) ? 'its value has a key __proto__' : { op, path, value };
    case 'remove':
      return { op, path };
    case 'move':
    case 'copy':
      return from === undefined ? 'it has no from' : { op, path, from };
    default:
      return `there is no operation ${JSON.stringify(op ?? null)}`;
  }
}

/** The library reads whatever a token leads to, inherited members included: each step must be an own one. */
function wrongWith(pointer: string, root: Json): string | null {
  if (pointer === '') return null;
  if (!pointer.startsWith('/')) return `${JSON.stringify(pointer)} is no JSON pointer`;
  const tokens = tokensOf(pointer);
  if (tokens.some((token) => refused.has(token)))
    return `the path ${JSON.stringify(pointer)} is not followed`;
  let at: Json | undefined = root;
  for (const token of tokens.slice(0, -1)) {
    if (Array.isArray(at)) at = /^\d+$/.test(token) ? at[Number(token)] : undefined;
    else at = field(at, token);
  }
  return typeof at === 'object' && at !== null
    ? null
    : `there is nothing at ${JSON.stringify(pointer)}`;
}

/** About the bytes of the value at a path; counted no further than `most`. */
function weightAt(root: Json, pointer: string, most: number): number {
  let at: Json | undefined = root;
  for (const token of pointer === '' ? [] : tokensOf(pointer))
    at = Array.isArray(at) ? at[Number(token)] : field(at, token);
  const open: Json[] = at === undefined ? [] : [at];
  let weight = 0;
  for (let next = open.pop(); next !== undefined && weight <= most; next = open.pop()) {
    weight += valueWeight + (typeof next === 'string' ? next.length : 0);
    if (Array.isArray(next)) for (const one of next) open.push(one);
    else if (isObject(next)) for (const one of Object.values(next)) open.push(one);
  }
  return weight;
}

function holdsProto(value: Json): boolean {
  if (Array.isArray(value)) return value.some(holdsProto);
  return (
    isObject(value) &&
    Object.entries(value).some(([key, inner]) => key === '__proto__' || holdsProto(inner))
  );
}

/** Objects without a prototype: whatever a key is called, it is a key. */
function privateCopy(value: Json): Json {
  if (Array.isArray(value)) return value.map(privateCopy);
  if (!isObject(value)) return value;
  const copy: JsonObject = Object.create(null);
  for (const [key, inner] of Object.entries(value)) copy[key] = privateCopy(inner);
  return copy;
}

/** As JSON.parse would give it. */
function plainCopy(value: Json): Json {
  if (Array.isArray(value)) return value.map(plainCopy);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainCopy(inner)]));
}
