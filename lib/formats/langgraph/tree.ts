import type { Node } from './threads';

/** A run through a thread: the trunk, or a branch that leaves another run after one of its checkpoints. */
export interface Course {
  /** Indices of nodes, in order. */
  path: number[];
  /** The checkpoint that it leaves; null for what begins anew. */
  from: number | null;
}

/** The path to the newest checkpoint first, then every branch after the one that it leaves. */
export function coursesOf(nodes: readonly Node[]): Course[] {
  const newest: number[] = [];
  for (let at = nodes.length - 1; at >= 0; at -= 1) {
    const leaf = newest[at] ?? at;
    newest[at] = leaf;
    const above = nodes[at]?.parent ?? null;
    if (above !== null) newest[above] ??= leaf;
  }
  const children = new Map<number | null, number[]>();
  nodes.forEach(({ parent }, at) => {
    const known = children.get(parent);
    if (known) known.push(at);
    else children.set(parent, [at]);
  });
  const last = nodes.length - 1;
  const starts = (children.get(null) ?? []).map((start) => ({
    start,
    from: null as number | null,
  }));
  // The start that leads to the newest checkpoint is the trunk's.
  const due = starts.sort(
    (a, b) => Number(newest[b.start] === last) - Number(newest[a.start] === last),
  );
  const courses: Course[] = [];
  for (let next = due.shift(); next; next = due.shift()) {
    const path = [next.start];
    for (let at = next.start; newest[at] !== at; at = path.at(-1) ?? at) {
      const on = (children.get(at) ?? []).find((child) => newest[child] === newest[at]);
      if (on === undefined) break;
      path.push(on);
    }
    const told = new Set(path);
    for (const from of path)
      for (const start of children.get(from) ?? []) if (!told.has(start)) due.push({ start, from });
    courses.push({ path, from: next.from });
  }
  return courses;
}
