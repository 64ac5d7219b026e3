import type { SpanMark } from './span-mark';

export interface TraceGroup {
  /** The conversation that joins several traces, else the trace's id. */
  key: string;
  marks: SpanMark[];
}

/**
 * One group per trace id, or per conversation where its id stands in several traces. In order of the file.
 */
export function traceGroups(marks: readonly SpanMark[]): TraceGroup[] {
  const leaders = new Map<string, string>();
  const joinedBy = new Map<string, string>();
  const firstTrace = new Map<string, string>();
  for (const { traceId, conversation } of marks) {
    if (!leaders.has(traceId)) leaders.set(traceId, traceId);
    if (conversation === null) continue;
    const first = firstTrace.get(conversation);
    if (first === undefined) firstTrace.set(conversation, traceId);
    else {
      const a = leader(leaders, first);
      const b = leader(leaders, traceId);
      if (a === b) continue;
      leaders.set(b, a);
      if (!joinedBy.has(a)) joinedBy.set(a, conversation);
    }
  }
  const groups = new Map<string, TraceGroup>();
  for (const mark of marks) {
    const id = leader(leaders, mark.traceId);
    const group = groups.get(id) ?? { key: joinedBy.get(id) ?? (id || 'no trace id'), marks: [] };
    groups.set(id, group);
    group.marks.push(mark);
  }
  return withUniqueKeys([...groups.values()]);
}

/** Follows the links to the leader, shortening them on the way. */
function leader(leaders: Map<string, string>, id: string): string {
  let at = id;
  for (let next = leaders.get(at); next !== undefined && next !== at; next = leaders.get(at)) {
    const beyond = leaders.get(next) ?? next;
    leaders.set(at, beyond);
    at = beyond;
  }
  return at;
}

function withUniqueKeys(groups: TraceGroup[]): TraceGroup[] {
  const used = new Set<string>();
  for (const group of groups) {
    const wanted = group.key;
    for (let number = 2; used.has(group.key); number += 1) group.key = `${wanted} ${number}`;
    used.add(group.key);
  }
  return groups;
}
