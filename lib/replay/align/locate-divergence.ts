import { type AlignedSteps, alignSteps, off } from './align-steps';
import { bandOf } from './band';
import { type Certainty, certainty, type Verdict } from './certainty';
import { findEdits } from './find-edit';
import { gapCosts } from './gap-costs';
import { parameters } from './parameters';
import type { Step } from './step';
import type { StepEdit } from './step-edit';
import { type Crossing, type StepPair, traceBack } from './trace-back';
import { sharedWeight, voteOf } from './vote';
import { type WeighedRuns, weighSteps } from './weigh-steps';

/** Where a failing run really parts from a reference run, through retries, rewording and other order. */
export interface Divergence extends Certainty {
  verdict: Verdict;
  /** Index of the first failing step that is no longer the reference's course; null where there is none. */
  fork: number | null;
  /** Steps taken for the same one, in order. */
  pairs: StepPair[];
  left: Crossing | null;
  rejoined: Crossing | null;
  /** The one change of a run that is else the same. */
  edit: StepEdit | null;
  /** Failing steps without a partner that are no divergence: retries, log lines, what the reference skipped. */
  absorbed: number[];
  /** Not all pairs of steps could be looked at: the runs are too long. */
  coarse: boolean;
}

/** What the pairs say for being the same runs. A setup that any two runs share says nothing. */
function evidence(
  pairs: readonly StepPair[],
  { reference, failing, weights }: WeighedRuns,
): number[] {
  return pairs.flatMap((pair) => {
    const a = reference[pair.reference];
    const b = failing[pair.failing];
    return a && b && a.step.kind !== 'other' ? [voteOf(a, b, sharedWeight(a, b, weights))] : [];
  });
}

function verdictOf({ end }: AlignedSteps, votes: readonly number[]): Verdict {
  const common = votes.reduce((sum, vote) => sum + Math.max(0, vote), 0);
  if (common < parameters.minEvidence) return 'incomparable';
  if (end < off) return 'same';
  return end === off ? 'diverged' : 'reconverged';
}

const countReworded = (
  pairs: readonly StepPair[],
  reference: readonly Step[],
  failing: readonly Step[],
): number =>
  pairs.filter((pair) => reference[pair.reference]?.text !== failing[pair.failing]?.text).length;

/** The edit that stands out, if one does. */
function standingOut([first, second]: readonly StepEdit[]): StepEdit | null {
  if (!first || first.value < parameters.editValue) return null;
  return second && second.value >= first.value - parameters.editLead ? null : first;
}

/**
 * Compares two runs step by step. Pure, and the same for the same steps on every run. Time and memory are
 * bounded by the cells in `parameters`, words apart.
 */
export function locateDivergence(reference: readonly Step[], failing: readonly Step[]): Divergence {
  if (isEqual(reference, failing)) return identical(reference.length);
  const runs = weighSteps(reference, failing);
  const band = bandOf(runs);
  const aligned = alignSteps(
    runs,
    band,
    gapCosts(runs.reference, runs.failing, runs.weights),
    gapCosts(runs.failing, runs.reference, runs.weights),
  );
  const walk = traceBack(aligned, reference.length, failing.length);
  const votes = evidence(walk.pairs, runs);
  const course = verdictOf(aligned, votes);
  const reworded = countReworded(walk.pairs, reference, failing);
  const isQuiet = reworded <= parameters.editPairs;
  const edits = course === 'same' && isQuiet ? findEdits(walk.pairs, reference, failing) : [];
  const edit = standingOut(edits);
  const verdict = edit ? 'diverged' : course;
  const fork =
    edit?.failing ?? (walk.left ? Math.min(failing.length - 1, walk.left.failing) : null);
  const comparable = verdict !== 'incomparable';
  return {
    verdict,
    fork: comparable ? fork : null,
    pairs: walk.pairs,
    left: comparable ? walk.left : null,
    rejoined: comparable ? walk.rejoined : null,
    edit,
    absorbed: comparable ? absorbed(failing.length, walk.pairs, walk.left, walk.rejoined) : [],
    coarse: band.coarse,
    ...certainty({
      verdict,
      fork: walk.left?.failing ?? null,
      votes,
      reworded: reworded / Math.max(1, walk.pairs.length),
      aligned,
      edit,
      edits,
      coarse: band.coarse,
    }),
  };
}

function absorbed(
  steps: number,
  pairs: readonly StepPair[],
  left: Crossing | null,
  rejoined: Crossing | null,
): number[] {
  const paired = new Set(pairs.map((pair) => pair.failing));
  const offFrom = left?.failing ?? steps;
  const offTo = rejoined?.failing ?? steps;
  return Array.from({ length: steps }, (_, at) => at).filter(
    (at) => !paired.has(at) && (at < offFrom || at >= offTo),
  );
}

function isEqual(reference: readonly Step[], failing: readonly Step[]): boolean {
  return (
    reference.length === failing.length &&
    reference.every((step, at) => {
      const other = failing[at];
      return other?.kind === step.kind && other.name === step.name && other.text === step.text;
    })
  );
}

const identical = (steps: number): Divergence => ({
  verdict: 'same',
  fork: null,
  confidence: 1,
  reason: 'All steps are equal.',
  pairs: Array.from({ length: steps }, (_, at) => ({ reference: at, failing: at, moved: false })),
  left: null,
  rejoined: null,
  edit: null,
  absorbed: [],
  coarse: false,
});
