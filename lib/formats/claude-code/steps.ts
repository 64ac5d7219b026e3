import type { Call, Row } from './row';

/** What becomes one or a few events. `no-result`: calls that the log goes on without answering. */
export type Step =
  | { kind: 'reply' | 'compaction' | 'noise'; rows: Row[] }
  | { kind: 'failure' | 'user' | 'thinned' | 'retry' | 'log' | 'unreadable'; rows: [Row] }
  | { kind: 'no-result'; rows: Row[]; calls: string[] };

/** Calls of earlier steps that nothing has answered, by id, with the row that made each. */
export type OpenCalls = Map<string, Row>;

/**
 * The rows of one lane as steps. File order is the conversation, with two exceptions: fragments of one API
 * message are one step where the first stands; and a result that stands after the next message is drawn
 * before it, so that no model call sees an unanswered call.
 */
export function planSteps(rows: readonly Row[], open: OpenCalls = new Map()): Step[] {
  return new StepPlanner(rows, open).plan();
}

class StepPlanner {
  readonly #steps: Step[] = [];
  readonly #units: ReadonlyMap<Row, Row[]>;
  readonly #answers = new Map<string, Row>();
  readonly #placed = new Set<Row>();
  readonly #lastReply: number;
  /** Calls were opened since their results were last looked for. */
  #fresh = true;

  constructor(
    private readonly rows: readonly Row[],
    private readonly open: OpenCalls,
  ) {
    this.#units = fragments(rows);
    for (const row of rows)
      for (const id of row.results) if (!this.#answers.has(id)) this.#answers.set(id, row);
    this.#lastReply = rows.findLastIndex(isRequest);
  }

  plan(): Step[] {
    this.rows.forEach((row, at) => {
      if (!this.#placed.has(row)) this.#place(row, at);
    });
    return this.#steps;
  }

  #place(row: Row, at: number): void {
    switch (row.kind) {
      case 'assistant': {
        const unit = this.#units.get(row);
        if (!unit) return;
        this.#settle(true);
        this.#steps.push({ kind: 'reply', rows: unit });
        for (const fragment of unit)
          for (const call of fragment.calls) this.open.set(call.id, fragment);
        this.#fresh = true;
        return;
      }
      case 'user':
        if (row.results.length === 0) this.#settle(at < this.#lastReply);
        this.#answer(row);
        return;
      case 'boundary':
        this.#settle(false);
        this.open.clear();
        this.#compact(row, at);
        return;
      case 'summary':
        this.#settle(false);
        this.open.clear();
        this.#steps.push({ kind: 'compaction', rows: [row] });
        return;
      case 'noise': {
        const last = this.#steps.at(-1);
        if (last?.kind === 'noise') last.rows.push(row);
        else this.#steps.push({ kind: 'noise', rows: [row] });
        return;
      }
      case 'failure':
        this.#settle(true);
        this.#steps.push({ kind: 'failure', rows: [row] });
        return;
      default:
        this.#steps.push({ kind: row.kind, rows: [row] });
    }
  }

  #answer(row: Row): void {
    this.#placed.add(row);
    for (const id of row.results) this.open.delete(id);
    this.#steps.push({ kind: 'user', rows: [row] });
  }

  /** Answers what is open: by results that stand later, and, where `all`, by saying that there is none. */
  #settle(all: boolean): void {
    if (this.open.size === 0) return;
    // Looked for once per reply: what has no later result now never will.
    if (this.#fresh)
      for (const id of [...this.open.keys()]) {
        const late = this.#answers.get(id);
        if (late && !this.#placed.has(late)) this.#answer(late);
      }
    this.#fresh = false;
    if (!all || this.open.size === 0) return;
    const rows = [...new Set(this.open.values())];
    this.#steps.push({ kind: 'no-result', rows, calls: [...this.open.keys()] });
    this.open.clear();
  }

  /** A boundary and the summary that follows it are one step. */
  #compact(row: Row, at: number): void {
    const next = this.rows.slice(at + 1, at + 20).find(({ kind }) => kind !== 'noise');
    if (next?.kind === 'summary') this.#placed.add(next);
    this.#steps.push({ kind: 'compaction', rows: next?.kind === 'summary' ? [row, next] : [row] });
  }
}

const isRequest = (row: Row): boolean => row.kind === 'assistant' || row.kind === 'failure';

/**
 * Fragments of one API message, under the row of the first. An id that comes again after its calls were
 * answered and a person spoke is another message: some writers reuse ids.
 */
function fragments(rows: readonly Row[]): Map<Row, Row[]> {
  const units = new Map<Row, Row[]>();
  const current = new Map<string, Row[]>();
  const open = new Map<string, string>();
  const openIn = new Map<string, number>();
  for (const row of rows) {
    for (const id of row.results) {
      const message = open.get(id);
      if (message === undefined) continue;
      open.delete(id);
      openIn.set(message, (openIn.get(message) ?? 1) - 1);
    }
    if (row.human) for (const id of [...current.keys()]) if (!openIn.get(id)) current.delete(id);
    if (row.kind !== 'assistant') continue;
    const unit = row.messageId === null ? undefined : current.get(row.messageId);
    if (unit) unit.push(row);
    else {
      const begun = [row];
      units.set(row, begun);
      if (row.messageId !== null) current.set(row.messageId, begun);
    }
    if (row.messageId !== null) track(row.calls, row.messageId, open, openIn);
  }
  return units;
}

function track(
  calls: readonly Call[],
  message: string,
  open: Map<string, string>,
  openIn: Map<string, number>,
): void {
  for (const { id } of calls) {
    if (open.has(id)) continue;
    open.set(id, message);
    openIn.set(message, (openIn.get(message) ?? 0) + 1);
  }
}
