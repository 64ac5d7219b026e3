import type { Row } from './row';

/** One telling of a conversation: the trunk, or what a person made of it after going back. */
export interface Path {
  rows: Row[];
  /** First row of its own; null for the trunk. */
  child: Row | null;
  /** Paths that leave this one before its row `at`, in order. */
  forks: { at: number; paths: Path[] }[];
}

/**
 * Real branches among rows in file order (`order` is the index). Parallel calls and retries also make two
 * children of one row: it is a branch only where two of them hold a human turn. The trunk leads to the row
 * that the file calls current, else to the newest.
 */
export function findPaths(rows: readonly Row[], leaf: string | null): Path[] {
  const places = new Map<string, number>();
  rows.forEach((row, at) => {
    if (row.uuid !== null && !places.has(row.uuid)) places.set(row.uuid, at);
  });
  // A parent that stands later, or nowhere, makes a root: several roots are normal.
  const parents = rows.map((row, at) => {
    const found = row.parent === null ? undefined : places.get(row.parent);
    return found !== undefined && found < at ? found : -1;
  });
  const humans: number[] = rows.map((row) => (row.human ? 1 : 0));
  const newest = rows.map((row, at) => (row.kind === 'noise' ? -1 : at));
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const parent = parents[at] ?? -1;
    if (parent < 0) continue;
    humans[parent] = (humans[parent] ?? 0) + (humans[at] ?? 0);
    newest[parent] = Math.max(newest[parent] ?? -1, newest[at] ?? -1);
  }
  const forks = findForks(parents, humans);
  const own = ownChildren(forks, newest, ancestors(parents, leafOf(rows, places, leaf)));
  return build(rows, parents, forks, own);
}

function leafOf(
  rows: readonly Row[],
  places: ReadonlyMap<string, number>,
  leaf: string | null,
): number {
  const named = leaf === null ? undefined : places.get(leaf);
  return named ?? rows.findLastIndex((row) => row.kind === 'user' || row.kind === 'assistant');
}

function ancestors(parents: readonly number[], leaf: number): Set<number> {
  const found = new Set<number>();
  for (let at = leaf; at >= 0; at = parents[at] ?? -1) found.add(at);
  return found;
}

/** Children with a human turn below them, for rows that have two or more of these. */
function findForks(parents: readonly number[], humans: readonly number[]): Map<number, number[]> {
  const children = new Map<number, number[]>();
  parents.forEach((parent, at) => {
    if (parent < 0 || humans[at] === 0) return;
    const found = children.get(parent);
    if (found) found.push(at);
    else children.set(parent, [at]);
  });
  return new Map([...children].filter(([, found]) => found.length > 1));
}

function ownChildren(
  forks: ReadonlyMap<number, number[]>,
  newest: readonly number[],
  current: ReadonlySet<number>,
): Set<number> {
  const own = new Set<number>();
  for (const children of forks.values()) {
    const latest = children.reduce((a, b) => ((newest[b] ?? -1) > (newest[a] ?? -1) ? b : a));
    own.add(children.find((child) => current.has(child)) ?? latest);
  }
  return own;
}

function build(
  rows: readonly Row[],
  parents: readonly number[],
  forks: ReadonlyMap<number, number[]>,
  own: ReadonlySet<number>,
): Path[] {
  const leaving = new Set([...forks.values()].flat().filter((child) => !own.has(child)));
  const trunk: Path = { rows: [], child: null, forks: [] };
  const paths = [trunk];
  const pathOf: Path[] = [];
  rows.forEach((row, at) => {
    const parent = parents[at] ?? -1;
    let path = parent >= 0 ? (pathOf[parent] ?? trunk) : trunk;
    // Side rows outside the tree belong to what stands before them.
    if (row.uuid === null && row.parent === null) path = pathOf[at - 1] ?? trunk;
    else if (leaving.has(at)) {
      path = { rows: [], child: row, forks: [] };
      paths.push(path);
    }
    path.rows.push(row);
    pathOf.push(path);
  });
  for (const [parent, children] of forks) {
    const kept = children.find((child) => own.has(child));
    if (kept === undefined) continue;
    const left = children.flatMap((child) => (child === kept ? [] : (pathOf[child] ?? [])));
    pathOf[parent]?.forks.push({ at: rows[kept]?.order ?? 0, paths: left });
  }
  for (const path of paths) path.forks.sort((a, b) => a.at - b.at);
  return paths;
}
