import { blocksOf, type RowState, type RunBlock } from './blocks-of';
import { type CommonCourse, commonCourse, type Rows } from './common-course';
import type { ComparedRun } from './compared-run';
import { comesFirst } from './diff-outlines';
import { type Ignorable, ignoreInText } from './ignore-in-text';
import { pairRows, type RowPairs } from './pair-rows';
import { type RunMetrics, runMetrics } from './run-metrics';

/** Two runs side by side, and where they really part. */
export interface RunDiff {
  blocks: RunBlock[];
  verdict: CommonCourse['verdict'] | 'identical';
  confidence: number;
  reason: string;
  fork: Rows | null;
  rejoined: Rows | null;
  editedValue: CommonCourse['editedValue'];
  /** First rows that are not `same`, a branch's own edit apart. */
  firstDifference: Rows | null;
  sharedPrefix: number;
  coarse: boolean;
  /** Rows per state, a pair counted once; `ignored`: those `same` only because of what is ignored. */
  counts: Record<RowState, number> & { ignored: number };
  /** Nothing differs but a branch's own edit, whatever is ignored. */
  contentIdentical: boolean;
  metrics: Record<'a' | 'b', { before: RunMetrics; after: RunMetrics }>;
}

export interface DiffOptions {
  /** So many first rows are known equal: one trace borrows them from the other, or both from a third. */
  sharedPrefix?: number;
  ignore?: readonly Ignorable[];
}

/** Changed pairs in which what is ignored is looked for. */
const mostIgnored = 10_000;

/**
 * Lays two runs side by side: the shared past, then one alignment with costs over all steps behind it, which says
 * where the runs part for good. Deterministic; swapping the sides swaps the answer; it never looks at ids or clocks.
 * Time and memory are bounded: what could not be looked at whole is said to be coarse.
 */
export function diffRuns(
  a: ComparedRun,
  b: ComparedRun,
  { sharedPrefix = 0, ignore = [] }: DiffOptions = {},
): RunDiff {
  const { course, rows } = sideBySide(a, b, sharedPrefix);
  const ignored = new Set(ignore);
  let equalButForIgnored = 0;
  let looked = 0;
  const blocks = blocksOf(a.outline, b.outline, rows, {
    pair(x, y) {
      if (a.outline[x]?.hash === b.outline[y]?.hash) return 'same';
      looked += 1;
      if (ignored.size === 0 || looked > mostIgnored) return 'changed';
      if (!isEqualBut(a, b, x, y, ignored)) return 'changed';
      equalButForIgnored += 1;
      return 'same';
    },
    isAbsorbed: (side, seq) => isOnCourse(course, side, seq),
  });
  const counts = { ...countRows(blocks), ignored: equalButForIgnored };
  const { a: left, b: right } = { a: a.outline, b: b.outline };
  const other = blocks.find(({ state }) => state !== 'same' && state !== 'edit');
  const contentIdentical = !other && equalButForIgnored === 0;
  const fork = contentIdentical ? null : course.fork;
  const unseen =
    ignored.size > 0 && looked > mostIgnored
      ? ` What is ignored was looked for in the first ${mostIgnored.toLocaleString('en-US')} changed events.`
      : '';
  const cut = fork ?? { a: left.length, b: right.length };
  return {
    blocks,
    ...(contentIdentical
      ? { verdict: 'identical', confidence: 1, reason: 'All events say the same.' }
      : {
          verdict: course.verdict,
          confidence: course.confidence,
          reason: `${course.reason}${unseen}`,
        }),
    fork,
    rejoined: contentIdentical ? null : course.rejoined,
    editedValue: contentIdentical ? null : course.editedValue,
    firstDifference: other ? { a: other.a, b: other.b } : null,
    ...{ sharedPrefix, coarse: course.coarse, counts, contentIdentical },
    metrics: {
      a: { before: runMetrics(left, 0, cut.a), after: runMetrics(left, cut.a, left.length) },
      b: { before: runMetrics(right, 0, cut.b), after: runMetrics(right, cut.b, right.length) },
    },
  };
}

interface SideBySide {
  course: CommonCourse;
  rows: RowPairs;
}

/** Ties are broken from one side: always the same one, whichever comes first. */
function sideBySide(a: ComparedRun, b: ComparedRun, shared: number): SideBySide {
  if (!comesFirst(a.outline, b.outline)) return swapped(sideBySide(b, a, shared));
  const course = commonCourse(a, b, shared);
  const rows = pairRows(a.outline, b.outline, course);
  return { course: withoutMovedEdit(course, rows), rows };
}

/** A value that seemed to be changed, in a row that stands elsewhere as it was, was only moved. */
function withoutMovedEdit(course: CommonCourse, { partner }: RowPairs): CommonCourse {
  const { editedValue } = course;
  if (!editedValue || partner[editedValue.a] === editedValue.b) return course;
  const reason = 'All steps pair up, some in another order.';
  return { ...course, verdict: 'same', fork: null, editedValue: null, reason };
}

function swapped({ course, rows }: SideBySide): SideBySide {
  const swap = (at: Rows): Rows => ({ a: at.b, b: at.a });
  const { fork, rejoined, editedValue } = course;
  return {
    course: {
      ...course,
      pairs: course.pairs.map(([x, y]) => [y, x]),
      fork: fork && swap(fork),
      rejoined: rejoined && swap(rejoined),
      editedValue: editedValue && {
        ...swap(editedValue),
        ...{ from: editedValue.to, to: editedValue.from },
      },
    },
    rows: {
      partner: rows.partnerOfB,
      partnerOfB: rows.partner,
      moved: new Set([...rows.moved].map((x) => rows.partner[x] ?? -1)),
    },
  };
}

function isOnCourse(course: CommonCourse, side: 'a' | 'b', seq: number): boolean {
  if (course.verdict === 'incomparable') return false;
  if (!course.fork || course.editedValue) return true;
  return seq < course.fork[side] || (course.rejoined !== null && seq >= course.rejoined[side]);
}

/** A setup is no text: what was ignored in it nobody could see. */
function isEqualBut(
  a: ComparedRun,
  b: ComparedRun,
  x: number,
  y: number,
  ignored: ReadonlySet<Ignorable>,
): boolean {
  const [left, right] = [a.outline[x], b.outline[y]];
  if (!left || !right || left.kind !== right.kind || left.unfinished !== right.unfinished)
    return false;
  if (left.kind !== 'model-call' && left.name !== right.name) return false;
  if (left.error !== right.error || (left.kind === 'message' && left.setup !== right.setup))
    return false;
  return ignoreInText(a.textOf(x), ignored) === ignoreInText(b.textOf(y), ignored);
}

function countRows(blocks: readonly RunBlock[]): Record<RowState, number> {
  const counts = { same: 0, changed: 0, moved: 0, absorbed: 0, left: 0, right: 0, edit: 0 };
  for (const { state, a, aEnd, b, bEnd } of blocks) counts[state] += Math.max(aEnd - a, bEnd - b);
  return counts;
}
