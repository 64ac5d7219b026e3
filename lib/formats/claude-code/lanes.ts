import type { Row } from './row';

export const mainLane = 'main';

/** A sub-agent's transcript: its rows, the call that began it, and the lane that made the call. */
export interface AgentLane {
  id: string;
  name: string;
  rows: Row[];
  parent: string;
  call: string | null;
  /** Its result was given before it ended. */
  later: boolean;
}

export interface Lanes {
  main: Row[];
  agents: AgentLane[];
  /** Copies of a sub-agent's messages that its own file does not hold. */
  strays: Row[];
}

/**
 * Parts rows (in order) into the main conversation and the sub-agents'. A sub-agent has rows of its own
 * (with its id, or a tree of side rows), or only the live copies in progress rows; where it has both, the
 * copies count as copies of the rows they repeat.
 */
export function splitLanes(rows: readonly Row[]): Lanes {
  const main: Row[] = [];
  const strays: Row[] = [];
  const byAgent = new Map<string, Row[]>();
  const trees = new Map<string, string>();
  const owned = new Set<string>();
  const own = new Map<string, Row>();
  for (const row of rows) {
    if (!row.side || row.inner) continue;
    const id = row.agent ?? treeOf(row, trees);
    if (row.uuid !== null) {
      trees.set(row.uuid, id);
      own.set(row.uuid, row);
    }
    owned.add(id);
  }
  for (const row of rows) {
    const id = row.side ? (row.agent ?? treeOf(row, trees)) : null;
    if (id === null) {
      main.push(row);
      continue;
    }
    if (row.inner && owned.has(id)) {
      const original = row.uuid === null ? undefined : own.get(row.uuid);
      if (original) original.copies.push(row.ref, ...row.copies);
      else strays.push(row);
      continue;
    }
    const lane = byAgent.get(id);
    if (lane) lane.push(row);
    else byAgent.set(id, [row]);
  }
  return { main, agents: joinLanes(main, byAgent), strays };
}

/** Side rows without an agent's id hang together by their parents. */
function treeOf(row: Row, trees: ReadonlyMap<string, string>): string {
  const known = row.uuid === null ? undefined : trees.get(row.uuid);
  const parent = row.parent === null ? undefined : trees.get(row.parent);
  return known ?? parent ?? `side-${row.order}`;
}

interface Began {
  call: string;
  lane: string;
  later: boolean;
}

function joinLanes(main: readonly Row[], byAgent: ReadonlyMap<string, Row[]>): AgentLane[] {
  const titles = new Map<string, string>();
  const callLanes = new Map<string, string>();
  const byPrompt = new Map<string, string[]>();
  const began = new Map<string, Began>();
  const lanes: [string, readonly Row[]][] = [[mainLane, main], ...byAgent];
  for (const [lane, rows] of lanes)
    for (const row of rows)
      for (const call of row.calls) {
        if (!callLanes.has(call.id)) callLanes.set(call.id, lane);
        if (call.title !== null) titles.set(call.id, call.title);
        const asked = call.prompt === null ? undefined : byPrompt.get(call.prompt);
        if (asked) asked.push(call.id);
        else if (call.prompt !== null) byPrompt.set(call.prompt, [call.id]);
      }
  for (const [lane, rows] of lanes)
    for (const row of rows) {
      const [call] = row.results;
      if (row.spawned && call !== undefined && !began.has(row.spawned.agent))
        began.set(row.spawned.agent, { call, lane, later: row.spawned.later });
    }
  return [...byAgent].map(([id, rows]) => {
    const told = began.get(id);
    const about = rows.find((row) => row.about !== null)?.about;
    const prompt = rows.find((row) => row.text !== null)?.text;
    const asked = prompt ? byPrompt.get(prompt)?.find((call) => callLanes.get(call) !== id) : null;
    const call = told?.call ?? about ?? asked ?? null;
    const parent = call === null ? undefined : callLanes.get(call);
    return {
      id,
      name: (call === null ? undefined : titles.get(call)) ?? id,
      rows,
      parent: parent === undefined || parent === id ? mainLane : parent,
      call,
      later: told?.later ?? false,
    };
  });
}
