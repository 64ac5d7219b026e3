import type { Row } from './row';

/**
 * Rows of all files as traces, keyed by their first session id. A session that goes on from another's rows
 * (resumed under a new id: parents or copied uuids tell) is the same trace; one that begins anew (`/clear`)
 * is a trace of its own. Rows come out in order and numbered, copies of a row noted on the first.
 */
export function groupSessions(files: readonly (readonly Row[])[]): Map<string, Row[]> {
  const sessionOf = sessionsOf(files);
  const groups = new Groups();
  const uuids = new Map<string, string>();
  for (const [row, session] of sessionOf) {
    groups.add(session);
    if (row.uuid === null || row.inner) continue;
    const known = uuids.get(row.uuid);
    if (known === undefined) uuids.set(row.uuid, session);
    else groups.join(known, session);
  }
  for (const [row, session] of sessionOf) {
    const parent = row.parent === null ? undefined : uuids.get(row.parent);
    if (parent !== undefined) groups.join(parent, session);
  }
  const found = new Map<string, Row[]>();
  for (const rows of inTime(files))
    for (const row of rows) {
      const key = groups.find(sessionOf.get(row) ?? '');
      const group = found.get(key);
      if (group) group.push(row);
      else found.set(key, [row]);
    }
  const traces = new Map<string, Row[]>();
  for (const [key, rows] of foldQuiet(found)) traces.set(key, numbered(rows));
  return traces;
}

/** Side rows carry no session: they belong to the one around them. */
function sessionsOf(files: readonly (readonly Row[])[]): Map<Row, string> {
  const found = new Map<Row, string>();
  files.forEach((rows, at) => {
    let session = rows.find((row) => row.session !== null)?.session ?? `file-${at}`;
    for (const row of rows) {
      session = row.session ?? session;
      found.set(row, session);
    }
  });
  return found;
}

/** Files by their first time; a file without any keeps its place at the end. */
function inTime(files: readonly (readonly Row[])[]): (readonly Row[])[] {
  const first = (rows: readonly Row[]): number =>
    rows.find((row) => row.time !== null)?.time ?? Number.POSITIVE_INFINITY;
  return files
    .map((rows, at) => ({ rows, at, time: first(rows) }))
    .sort((a, b) => (a.time === b.time ? a.at - b.at : a.time - b.time))
    .map(({ rows }) => rows);
}

const talks = (rows: readonly Row[]): boolean =>
  rows.some(({ kind }) => kind !== 'noise' && kind !== 'unreadable');

/** Sessions that say nothing (titles, snapshots) go with the one that they give a title, else with the first. */
function foldQuiet(groups: ReadonlyMap<string, Row[]>): ReadonlyMap<string, Row[]> {
  const host = [...groups].find(([, rows]) => talks(rows));
  if (!host) return groups;
  const folded = new Map<string, Row[]>();
  const keyOf = new Map<string, string>();
  for (const [key, rows] of groups) {
    if (!talks(rows)) continue;
    folded.set(key, [...rows]);
    for (const { uuid } of rows) if (uuid !== null) keyOf.set(uuid, key);
  }
  for (const [key, rows] of groups) {
    if (folded.has(key)) continue;
    const titled = rows.find(({ titles }) => titles !== null && keyOf.has(titles))?.titles;
    folded.get(keyOf.get(titled ?? '') ?? host[0])?.push(...rows);
  }
  return folded;
}

/** Numbers the rows; what repeats an earlier row becomes a copy on that row. */
function numbered(rows: readonly Row[]): Row[] {
  const first = new Map<string, Row>();
  const kept: Row[] = [];
  for (const row of rows) {
    const known = row.uuid === null ? undefined : first.get(`${row.inner}${row.uuid}`);
    if (known && sameRow(known, row)) {
      known.copies.push(row.ref);
      continue;
    }
    if (row.uuid !== null && !known) first.set(`${row.inner}${row.uuid}`, row);
    row.order = kept.length;
    kept.push(row);
  }
  leaveServed(kept);
  return kept;
}

/** A call that another fragment of its own reply answers waits for nobody. */
function leaveServed(rows: readonly Row[]): void {
  const served = new Set<string>();
  for (const row of rows) for (const id of row.served) served.add(`${row.messageId}\n${id}`);
  if (served.size === 0) return;
  for (const row of rows)
    row.calls = row.calls.filter(({ id }) => !served.has(`${row.messageId}\n${id}`));
}

/**
 * A uuid alone is not trusted: what answers or calls something else is another row. A session that goes on
 * from another may copy its rows with times of its own.
 */
const sameRow = (a: Row, b: Row): boolean =>
  a.word === b.word &&
  (a.time === b.time || (a.session !== b.session && a.text === b.text)) &&
  a.messageId === b.messageId &&
  a.calls.map(({ id }) => id).join() === b.calls.map(({ id }) => id).join() &&
  a.results.join() === b.results.join();

/** Sets of sessions that are one trace, named after the first seen. */
class Groups {
  readonly #parents = new Map<string, string>();
  readonly #ranks = new Map<string, number>();

  add(id: string): void {
    if (this.#parents.has(id)) return;
    this.#ranks.set(id, this.#ranks.size);
    this.#parents.set(id, id);
  }

  find(id: string): string {
    let at = id;
    for (
      let up = this.#parents.get(at);
      up !== undefined && up !== at;
      up = this.#parents.get(at)
    ) {
      this.#parents.set(at, this.#parents.get(up) ?? up);
      at = up;
    }
    return at;
  }

  join(a: string, b: string): void {
    const [x, y] = [this.find(a), this.find(b)];
    if (x === y) return;
    const xFirst = (this.#ranks.get(x) ?? 0) < (this.#ranks.get(y) ?? 0);
    if (xFirst) this.#parents.set(y, x);
    else this.#parents.set(x, y);
  }
}
