import type { AlignedSteps } from './align-steps';
import { parameters } from './parameters';
import type { StepEdit } from './step-edit';

export type Verdict = 'same' | 'diverged' | 'reconverged' | 'incomparable';

export interface Certainty {
  /** 0 to 1: how often a verdict like this one is right, with the fork within one step. */
  confidence: number;
  /** A sentence that says why. */
  reason: string;
}

interface Grounds {
  verdict: Verdict;
  /** The failing step before which the common course was left. */
  fork: number | null;
  /** Votes of the pairs, a setup apart. */
  votes: readonly number[];
  /** Share of the pairs whose words differ at all. */
  reworded: number;
  aligned: AlignedSteps;
  edit: StepEdit | null;
  edits: readonly StepEdit[];
  coarse: boolean;
}

const share = (value: number): number => Math.max(0, Math.min(1, value));

/** How alike the paired steps are: 0 where most are reworded. */
function likenessOf(votes: readonly number[]): number {
  const { churnFull, churnNone } = parameters;
  const mean = votes.reduce((sum, vote) => sum + Math.max(0, vote), 0) / Math.max(1, votes.length);
  return share((mean - churnFull) / (churnNone - churnFull));
}

/** Weight of leaving within one step of the fork, among all places to leave at. */
function clarityOf(fork: number, leaving: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of leaving) most = Math.max(most, score);
  let all = 0;
  let near = 0;
  leaving.forEach((score, at) => {
    const weight = Math.exp((score - most) / parameters.placeTemperature);
    all += weight;
    if (Math.abs(at - fork) <= 1) near += weight;
  });
  return share(near / all / parameters.clearPlace);
}

/** Log odds raised to what the reliability over all sets says. Needs 0 < confidence < 1. */
function likelier(confidence: number): number {
  const odds = (confidence / (1 - confidence)) * Math.exp(parameters.oddsOfFork);
  return odds / (1 + odds);
}

function ofFork({ verdict, fork, aligned, reworded }: Grounds, likeness: number): Certainty {
  const { same, diverged, reconverged } = aligned.scores;
  const { sureOfFork, fullLead, churnLoss, placeLoss } = parameters;
  // A walk that stays away can always be had a little cheaper than one that comes back.
  const lead = verdict === 'diverged' ? diverged - same : reconverged - Math.max(same, diverged);
  const clear = verdict === 'diverged' ? clarityOf(fork ?? 0, aligned.leaving) : 1;
  const confidence =
    (sureOfFork.base + sureOfFork.lead * share(lead / fullLead)) *
    (1 - churnLoss * (1 - likeness)) *
    (1 - placeLoss * (1 - clear));
  const what =
    verdict === 'diverged'
      ? 'From there on the runs have no steps in common'
      : 'The run leaves for a block of its own and comes back for good';
  const doubts = [
    lead < fullLead / 2 ? 'it is nearly as likely that it did not' : null,
    clear < 0.7 ? 'the place may be off by some steps' : null,
    likeness < 0.5 && reworded > 0.5 ? 'much of what they share is worded differently' : null,
  ].filter((doubt) => doubt !== null);
  return { confidence: likelier(confidence), reason: [what, ...doubts].join('; ') };
}

function ofSame({ edit, edits, reworded: part }: Grounds, likeness: number): Certainty {
  const { sureOfSame, sureOfEdit, doubtedEdit } = parameters;
  const grounds = edit ? sureOfEdit : sureOfSame;
  const sure = grounds.base + grounds.likeness * likeness;
  const reworded = likeness < 0.5 && part > 0.5 ? '; many steps are worded differently' : '';
  if (edit)
    return {
      confidence: sure,
      reason: `All steps pair up, and one says “${edit.to}” where the reference says “${edit.from}”${reworded}`,
    };
  const doubted = edits.some(({ value }) => value >= parameters.editValue);
  const doubt = doubted ? '; some values differ, which looks like noise' : '';
  return {
    confidence: sure - (doubted ? doubtedEdit : 0),
    reason: `All steps pair up, retries and log lines apart${reworded}${doubt}`,
  };
}

/** How far a verdict can be trusted, from its lead, the likeness of what is paired, and what spoke against it. */
export function certainty(grounds: Grounds): Certainty {
  const { verdict, votes, coarse } = grounds;
  const evidence = votes.reduce((sum, vote) => sum + Math.max(0, vote), 0);
  const likeness = likenessOf(votes);
  const found =
    verdict === 'incomparable'
      ? {
          confidence:
            parameters.sureOfNothing.base -
            parameters.sureOfNothing.evidence * share(evidence / parameters.minEvidence),
          reason: 'Too few steps say the same: the runs are not comparable step by step',
        }
      : grounds.fork === null
        ? ofSame(grounds, likeness)
        : ofFork(grounds, likeness);
  return {
    confidence: Math.round(found.confidence * (coarse ? parameters.coarseShare : 1) * 1000) / 1000,
    reason: `${found.reason}${coarse ? '; the runs are too long to look at every pair of steps' : ''}.`,
  };
}
