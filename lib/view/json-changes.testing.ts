import { field, isObject, type Json } from '@/lib/trace/json';
import type { JsonChange, JsonStep } from './json-changes';

interface Node {
  changes: JsonChange[];
  children: Map<string, Node>;
  step: JsonStep | null;
}

const nodeOf = (step: JsonStep | null): Node => ({ changes: [], children: new Map(), step });

const nameOf = (step: JsonStep): string =>
  typeof step === 'string' ? `k${step}` : `i${step.a}|${step.b}`;

function treeOf(changes: readonly JsonChange[]): Node {
  const root = nodeOf(null);
  for (const change of changes) {
    let node = root;
    for (const step of change.path) {
      const next = node.children.get(nameOf(step)) ?? nodeOf(step);
      node.children.set(nameOf(step), next);
      node = next;
    }
    node.changes.push(change);
  }
  return root;
}

/** Carries out changes as the docstring of `jsonChanges` says. */
export const applyChanges = (before: Json, changes: readonly JsonChange[]): Json =>
  applied(before, treeOf(changes));

function applied(value: Json, node: Node): Json {
  for (const change of node.changes)
    if (change.kind === 'changed' || change.kind === 'added') return change.after;
  const children = [...node.children.values()];
  if (children.length === 0) return value;
  if (Array.isArray(value)) return appliedList(value, children);
  if (!isObject(value)) throw new Error('A path leads into a plain value');
  const entries = new Map(Object.entries(value));
  for (const child of children) {
    if (typeof child.step !== 'string') throw new Error('An entry of an object');
    if (child.changes.some(({ kind }) => kind === 'removed')) entries.delete(child.step);
    else entries.set(child.step, applied(field(value, child.step) ?? null, child));
  }
  return Object.fromEntries(entries);
}

function appliedList(list: readonly Json[], children: readonly Node[]): Json {
  const gone = new Set<number>();
  const put: [number, Json][] = [];
  const inPlace = new Map<number, Json>();
  for (const child of children) {
    const { step } = child;
    if (step === null || typeof step === 'string') throw new Error('A key of a list');
    const was = step.a === null ? null : (list[step.a] ?? null);
    const is = applied(was, child);
    const leaves = step.b === null || child.changes.some(({ kind }) => kind === 'moved');
    if (step.a !== null && leaves) gone.add(step.a);
    if (step.b !== null && (leaves || step.a === null)) put.push([step.b, is]);
    else if (step.a !== null) inPlace.set(step.a, is);
  }
  const result = list.flatMap((item, at) =>
    gone.has(at) ? [] : [inPlace.has(at) ? (inPlace.get(at) ?? null) : item],
  );
  for (const [at, item] of put.sort(([x], [y]) => x - y)) result.splice(at, 0, item);
  return result;
}
