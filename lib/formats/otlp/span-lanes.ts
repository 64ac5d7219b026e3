import type { Lane } from '@/lib/trace/trace';
import { byStart, type SpanForest, type SpanNode } from './span-forest';

export interface SpanLanes {
  lanes: Lane[];
  of: Map<SpanNode, string>;
}

const mainLane: Lane = { id: 'main', name: 'main', parent: null };

/** Spans of time that a lane is taken for; agents that run at the same time need lanes of their own. */
class Slots {
  readonly #ends = new Map<string, (bigint | null)[]>();

  /** Number of the first slot under `key` that is free at `start`, from 1. */
  take(key: string, start: bigint | null, end: bigint | null): number {
    const ends = this.#ends.get(key) ?? [];
    this.#ends.set(key, ends);
    const free = ends.findIndex((last) => last !== null && start !== null && last <= start);
    if (free < 0) return ends.push(end);
    ends[free] = end;
    return free + 1;
  }
}

/**
 * One lane per agent, from its own spans; the same agent at work twice at a time gets two. Without agent spans
 * lanes come from the agent's name on its calls and from conversations that overlap in time.
 */
export function spanLanes(forest: SpanForest, isOuter: (node: SpanNode) => boolean): SpanLanes {
  const lanes = new Map<string, Lane>();
  const of = new Map<SpanNode, string>();
  const slots = new Slots();
  const free: SpanNode[] = [];
  for (const node of forest.nodes) {
    const { role, agent, start, end } = node.mark;
    const outer = node.parent ? (of.get(node.parent) ?? null) : null;
    if (role === 'agent' && agent) {
      const key = `${outer ?? ''}/${agent.id}`;
      const number = slots.take(key, start, end);
      const suffix = number === 1 ? '' : ` ${number}`;
      const id = `${outer ? `${outer}/` : ''}${agent.id}${suffix}`;
      if (!lanes.has(id)) lanes.set(id, { id, name: `${agent.name}${suffix}`, parent: outer });
      of.set(node, id);
    } else if (outer !== null) of.set(node, outer);
    else if (role === 'model-call' && !isOuter(node)) free.push(node);
  }
  overlapping(free, lanes, of);
  for (const node of forest.nodes) {
    if (of.has(node)) continue;
    of.set(node, mainLane.id);
    lanes.set(mainLane.id, mainLane);
  }
  return { lanes: [...lanes.values()], of };
}

interface Group {
  name: string;
  nodes: SpanNode[];
  start: bigint | null;
  end: bigint | null;
}

/** Lanes of model calls that stand under no agent. */
function overlapping(calls: SpanNode[], lanes: Map<string, Lane>, of: Map<SpanNode, string>): void {
  const groups = new Map<string, Group>();
  for (const node of calls) {
    const { agent, opening, start, end, traceId } = node.mark;
    const key = JSON.stringify([agent?.id ?? null, opening ?? traceId]);
    const group = groups.get(key) ?? { name: agent?.name ?? mainLane.name, nodes: [], start, end };
    groups.set(key, group);
    group.nodes.push(node);
    if (start !== null && (group.start === null || start < group.start)) group.start = start;
    if (group.end !== null && (end === null || end > group.end)) group.end = end;
  }
  const slots = new Slots();
  const ordered = [...groups.values()]
    .flatMap(apart)
    .sort((a, b) => Number((a.start ?? 0n) - (b.start ?? 0n)));
  for (const { name, nodes, start, end } of ordered) {
    const number = slots.take(name, start, end);
    const id = number === 1 ? name : `${name} ${number}`;
    if (!lanes.has(id)) lanes.set(id, { id, name: id, parent: null });
    for (const node of nodes) of.set(node, id);
  }
}

/**
 * Agents that were asked the same: a call goes on from the one whose reply it repeats. Calls that repeat
 * nothing share a lane as long as they do not overlap.
 */
function apart(group: Group): Group[] {
  const parted: Group[] = [];
  const bySaid = new Map<string, Group[]>();
  for (const node of group.nodes.sort((a, b) => byStart(a.mark, b.mark))) {
    const { start, end, heard, said } = node.mark;
    const waiting = heard === null ? undefined : bySaid.get(heard);
    const found =
      waiting?.shift() ??
      parted.find(({ end: last }) => last !== null && start !== null && last <= start);
    const own = found ?? { name: group.name, nodes: [], start, end };
    if (!found) parted.push(own);
    own.nodes.push(node);
    if (own.end !== null && (end === null || end > own.end)) own.end = end;
    if (said === null) continue;
    const known = bySaid.get(said);
    if (known) known.push(own);
    else bySaid.set(said, [own]);
  }
  return parted;
}
