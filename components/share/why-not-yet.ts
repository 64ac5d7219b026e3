import { passphraseProblem, type ShareTerms, viewsProblem } from './share-terms';

interface Readiness {
  looked: boolean;
  looking: boolean;
  error: Error | null;
  reviewed: string | null;
}

/** Why nothing can leave yet, for a person; null where it can. */
export function notReviewed({ looked, looking, error, reviewed }: Readiness): string | null {
  if (!looked) return 'Look for secrets first.';
  if (looking) return 'Still looking for secrets.';
  if (error || reviewed === null) return 'Nothing leaves before it was looked through.';
  return null;
}

/** Why no link can be made yet; null where one can. */
export const noLinkYet = (readiness: Readiness, terms: ShareTerms): string | null =>
  notReviewed(readiness) ?? passphraseProblem(terms) ?? viewsProblem(terms) ?? null;
