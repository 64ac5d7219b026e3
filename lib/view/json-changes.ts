import { canonicalJson } from '@/lib/trace/canonical-json';
import { field, isObject, type Json, type JsonObject } from '@/lib/trace/json';
import { alignItems } from './align-items';
import type { Cells } from './item-likeness';
import { JsonShapes } from './json-shapes';

/** A key of an object, or an entry of a list: its place on each side (null where it has none), and what names it. */
export type JsonStep = string | { a: number | null; b: number | null; id: string | null };

export type JsonChange =
  | { kind: 'added'; path: readonly JsonStep[]; after: Json }
  | { kind: 'removed'; path: readonly JsonStep[]; before: Json }
  | { kind: 'changed'; path: readonly JsonStep[]; before: Json; after: Json }
  /** An entry of a list that stands in another order; what changed inside of it is told by itself. */
  | { kind: 'moved'; path: readonly JsonStep[] };

export interface JsonDiff {
  changes: JsonChange[];
  /** Entries of some list are laid beside each other by place, as it is too long and too different for more. */
  coarse: boolean;
}

/** Pairs of list entries that are compared by their content in one diff: some 50 ms. */
const cellBudget = 40_000;

/**
 * What differs between two JSON values, as paths in the order of sorted keys. The order of keys says nothing, 1.0
 * is 1, and lists are laid side by side entry by entry (`alignItems`). Each of the changes carried out on `before`
 * gives `after`: of a list take away what is removed or moved, then put what is moved or added where it stands on
 * the right, ascending. Swapping the sides swaps the answer. Costs what the values are long, and a bounded amount
 * for likeness.
 */
export function jsonChanges(before: Json, after: Json): JsonDiff {
  const walk = new Walk();
  // Ties between equally good alignments are broken from one side: always the same one.
  if (canonicalJson(before) <= canonicalJson(after)) {
    walk.values(before, after, []);
    return { changes: walk.changes, coarse: walk.coarse };
  }
  walk.values(after, before, []);
  return { changes: walk.changes.map(flipped), coarse: walk.coarse };
}

function flipped(change: JsonChange): JsonChange {
  const path = change.path.map((step) =>
    typeof step === 'string' ? step : { a: step.b, b: step.a, id: step.id },
  );
  switch (change.kind) {
    case 'added':
      return { kind: 'removed', path, before: change.after };
    case 'removed':
      return { kind: 'added', path, after: change.before };
    case 'changed':
      return { kind: 'changed', path, before: change.after, after: change.before };
    case 'moved':
      return { kind: 'moved', path };
  }
}

type Path = readonly JsonStep[];

class Walk {
  readonly changes: JsonChange[] = [];
  coarse = false;
  readonly #shapes = new JsonShapes();
  readonly #cells: Cells = { left: cellBudget };

  values(before: Json, after: Json, path: Path): void {
    if (this.#shapes.of(before) === this.#shapes.of(after)) return;
    if (Array.isArray(before) && Array.isArray(after)) this.#lists(before, after, path);
    else if (isObject(before) && isObject(after)) this.#objects(before, after, path);
    else this.changes.push({ kind: 'changed', path, before, after });
  }

  #objects(before: JsonObject, after: JsonObject, path: Path): void {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    for (const key of [...keys].sort()) {
      const [was, is] = [field(before, key), field(after, key)];
      const here = [...path, key];
      if (was === undefined && is !== undefined)
        this.changes.push({ kind: 'added', path: here, after: is });
      else if (was !== undefined && is === undefined)
        this.changes.push({ kind: 'removed', path: here, before: was });
      else if (was !== undefined && is !== undefined) this.values(was, is, here);
    }
  }

  #lists(before: readonly Json[], after: readonly Json[], path: Path): void {
    const { pairs, moved, key, coarse } = alignItems(before, after, this.#shapes, this.#cells);
    this.coarse ||= coarse;
    const nameOf = (item: Json): string | null => (key ? `${key.name}=${key.of(item)}` : null);
    const partner = new Map(pairs);
    const taken = new Set(partner.values());
    let next = 0;
    const addUpTo = (end: number): void => {
      for (; next < end; next += 1) {
        const item = after[next];
        if (item === undefined || taken.has(next)) continue;
        const step = { a: null, b: next, id: nameOf(item) };
        this.changes.push({ kind: 'added', path: [...path, step], after: item });
      }
    };
    before.forEach((item, at) => {
      const other = partner.get(at);
      const twin = other === undefined ? undefined : after[other];
      if (other === undefined || twin === undefined) {
        const step = { a: at, b: null, id: nameOf(item) };
        this.changes.push({ kind: 'removed', path: [...path, step], before: item });
        return;
      }
      const here = [...path, { a: at, b: other, id: nameOf(item) }];
      if (moved.has(at)) this.changes.push({ kind: 'moved', path: here });
      else addUpTo(other);
      this.values(item, twin, here);
    });
    addUpTo(after.length);
  }
}
