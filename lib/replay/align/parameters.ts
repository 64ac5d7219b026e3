/**
 * The numbers that alignment is tuned by; what a name or a sentence of doubt looks like stands where it is used.
 * Scores are in one unit, the vote of a step pair: above 0 speaks for "the same step". Votes, gaps, leaving and
 * edits were tuned by random search on `dev` and `dev_shift` of the divergence corpus only. `forkLead` was set by
 * hand after the mistakes on `dev_hard` had been seen too. Shingles, `repeatFrom`, `repeatFull` and
 * `logLineStretch` were chosen on two sets of made-up runs with noise of their own, and kept because no other set
 * lost by them: `dev_hard`, which gained most, was looked at for that. Confidence was fitted on all of these.
 */
export const parameters = {
  // ── Words
  /** Weight of a word that one step only holds: it may be new matter or an id that changes every time. */
  loneWordWeight: 0.543,
  /** Share of the similarity that counts words of both sides (Dice); the rest counts those of the shorter. */
  diceShare: 0.7,
  /** Likeness of different steps of a run above which words are taken together with their neighbours. */
  likeBackground: 0.5,
  /** Likeness at which they tell the steps apart. */
  toldApart: 0.25,
  /** So many neighbouring words at most. */
  longestShingle: 3,
  /** Steps of each run that this likeness is measured on. */
  backgroundSteps: 100,

  // ── Votes of a step pair
  /** Similarity at which a pair says nothing. */
  neutralSimilarity: 0.564,
  /** Vote per unit of similarity above the neutral one. */
  voteScale: 4.49,
  /** Below the neutral similarity a vote falls this much faster. */
  unlikeFactor: 2.591,
  /** A step of this weight casts half of its vote; boilerplate and short steps cast less. */
  halfVoteWeight: 10.551,
  /** The best that one pair can say. */
  maxVote: 1.909,
  /** The worst that one pair can say, before kind and name. */
  minVote: -2.849,
  /** Taken from the vote where kind or name differ. */
  otherHead: 2,
  /** Vote of two steps without words, of one kind and name. */
  emptyVote: 0.1,
  /** Vote of two steps without words, of another kind or name. */
  emptyOtherVote: -0.5,

  // ── Steps that only one side has
  /** Cost of the first step of a gap. */
  gapOpen: 1.3,
  /** Cost of each further step of a gap. */
  gapExtend: 1.196,
  /** So many steps back a step can be the retry of another. */
  retryReach: 8,
  /** Similarity to an earlier step from which on a gap gets cheaper: it may be a retry. */
  retryFrom: 0.587,
  /** Similarity to an earlier step from which on it is taken for a retry. */
  retryFull: 0.843,
  /** Cost of a retry; below 0, as a repeat of a known step speaks for still being in sync. */
  retryCost: -0.057,
  /** From this share of a full retry on, a step's own cost also counts off the common course. */
  retryNoted: 0.3,
  /** Vote with the other run's last step from which on a gap gets cheaper: it may repeat that step. */
  repeatFrom: -1,
  /** Vote from which on it is taken for a repeat. */
  repeatFull: 0,
  /** Cost per word weight of a step whose kind and name the other run lacks: a log line. */
  logLineCost: 0.026,
  /** Taken off the cost of a log line, so that an empty one is not worth a detour. */
  logLineRebate: 0.02,
  /** A log line may cost this share of an open gap; what costs more is a gap. */
  logLineMost: 0.6,
  /** Log lines after each other above which they are a course of their own. */
  logLineStretch: 2,
  /** Cost of two neighbours in the other order. */
  swapCost: 0.4,

  // ── Leaving and rejoining the common course
  /** Cost of leaving. */
  leave: 0.502,
  /** Cost of rejoining, which then has to hold to the end. */
  rejoin: 3.5,
  /** Up to this many steps rejoining costs no more; then its cost grows with the logarithm of the length,
   * as a long run has more places where noise looks like a detour. */
  detourLength: 150,
  /** A run that never rejoins must be worth so much more than one in sync: a lone last step is no fork. */
  forkLead: 1,
  /** Off course, what is cheap on course (a retry, a log line) costs this more, so that it stays on course. */
  wander: 0.03,
  /** Votes for sameness below which two runs are not comparable; steps of kind `other` do not count. */
  minEvidence: 1.272,

  // ── Confidence
  /** Mean vote of the pairs at which wording has changed so much that likeness counts as none. */
  churnFull: 0.9,
  /** Mean vote of the pairs at which likeness counts in full. */
  churnNone: 1.4,
  /** Confidence in `same` at no likeness, and what full likeness adds: an edit that was missed looks like `same`. */
  sureOfSame: { base: 0.82, likeness: 0.08 },
  /** The same for an edit. */
  sureOfEdit: { base: 0.7, likeness: 0.25 },
  /** Confidence that a run diverged, reconverged, with no lead; and what a full lead adds. */
  sureOfFork: { base: 0.7, lead: 0.28 },
  /** Added to the log odds of the confidence in a fork. */
  oddsOfFork: 0.6,
  /** Lead over the next best verdict that counts in full. */
  fullLead: 4,
  /** Share of the confidence in a fork that no likeness takes away. */
  churnLoss: 0.2,
  /** Temperature at which leaving a step earlier or later is weighed. */
  placeTemperature: 2,
  /** Weight of places within one step of the fork, among all, at which its place counts as clear. */
  clearPlace: 0.3,
  /** Share of the confidence that an unclear place takes away at most. */
  placeLoss: 0.1,
  /** Confidence in `incomparable` without any evidence; and what evidence at the limit takes away. */
  sureOfNothing: { base: 0.97, evidence: 0.4 },
  /** Taken off where a change inside of a step was seen and not believed. */
  doubtedEdit: 0.1,
  /** Share that is left where not all pairs of steps could be looked at. */
  coarseShare: 0.9,

  // ── How much is looked at
  /** Cells up to which every pair of steps is looked at. */
  fullCells: 1_000_000,
  /** Cells of the band above that, around anchors. */
  bandCells: 4_000_000,
  /** Least half width of the band, in steps. */
  bandHalfWidth: 8,
  /** Two neighbouring words that are in at most so many steps of each run can anchor the band. */
  anchorSteps: 4,
  /** Such neighbours that two steps must share to be an anchor. */
  anchorShingles: 3,
  /** Words above which only a share of the neighbours is looked at. */
  anchorBudget: 400_000,

  // ── One changed number, flag or name inside of equal steps
  /** Reworded steps above which no single value is looked for: among so many changes none stands out. */
  editPairs: 2000,
  /** Tokens of a step that are compared. */
  editTokens: 4000,
  /** Edits between two steps above which the pair is left out. */
  editBudget: 600,
  /** Tokens on each side above which a change is rewording. */
  editLongest: 8,
  /** Least share of equal tokens in a pair. */
  editLeastEqual: 0.5,
  /** Steps in which a place changes, per step in which it does not, from which on it is volatile. */
  editVolatile: 0.34,
  /** A number that changes within so many tokens of another one is part of a time or an id. */
  editNear: 8,
  /** A first or last stretch of so many tokens is where times and ids stand. */
  editFringe: 8,
  /** Value of a flag that turned into its opposite. */
  editFlag: 1.5,
  /** Value of a changed number or name. */
  editBase: 0.6,
  /** Added where the old value stands in several steps of the reference. */
  editEstablished: 0.5,
  /** Added where the same place holds still in other steps. */
  editStable: 0.3,
  /** Added for each further place of the step with the same change. */
  editRepeated: 0.3,
  /** Most that repetition adds. */
  editRepeatedMost: 0.6,
  /** Digits above which a number is probably an id or a time. */
  editDigits: 5,
  /** Taken off for such a number. */
  editLongNumber: 0.6,
  /** Taken off for a number on the fringe, where the fringe of other steps changes too. */
  editFringeNumber: 0.9,
  /** Taken off for each step above two that changes in the same kind. */
  editCommon: 0.25,
  /** Value from which on a change is an edit. */
  editValue: 0.5,
  /** It must lead the next step's change by so much. */
  editLead: 0.2,
} as const;
