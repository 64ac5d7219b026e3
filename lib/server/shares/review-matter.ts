import type { SharedMatter, ShareFinding } from '@/lib/api/share-contract';
import { AppError } from '@/lib/errors';
import type { AppState } from '@/lib/server/app-state';
import { sha256 } from '@/lib/server/sha256';
import { type FoundValue, lookThrough } from './find-values';
import { maskPins, pinUnmasked } from './pin-matter';
import type { SharePins } from './share-pins';

type Sources = Pick<AppState, 'store' | 'imports'>;

interface Review {
  findings: ShareFinding[];
  texts: { text: string; count: number }[];
  characters: number;
  reviewed: string;
}

/** Digest of what a person was shown: the extent of the traces, what is included, and which values were found. */
function digest(pins: SharePins, found: ReadonlyMap<string, FoundValue>): string {
  const { kind, traces, include } = pins;
  const extent = traces.map(({ id, events, messages }) => [id, events, messages]);
  return sha256(
    JSON.stringify(['retake-review:1', kind, extent, include, [...found.keys()].sort()]),
  );
}

/** Looks through what would be shared. Throws AppError `not_found`, `bad_request`. */
export async function reviewMatter(app: Sources, matter: SharedMatter): Promise<Review> {
  const pins = await pinUnmasked(app.store, matter);
  const { found, characters, counts } = await lookThrough(app, pins, matter.mask.texts);
  return {
    findings: [...found.values()].map(({ value: _value, ...finding }) => finding),
    ...{ texts: counts, characters, reviewed: digest(pins, found) },
  };
}

/**
 * Pins what was looked through, for a link or a file. Throws AppError as `reviewMatter`, and `conflict` where what
 * would be shared is no longer what was looked through.
 */
export async function pinReviewed(
  app: Sources,
  matter: SharedMatter,
  reviewed: string,
): Promise<SharePins> {
  const pins = await pinUnmasked(app.store, matter);
  const { found } = await lookThrough(app, pins);
  if (digest(pins, found) !== reviewed)
    throw new AppError(
      'conflict',
      'What would be shared has changed since it was looked through.',
      {
        hint: 'Look through the findings again, then share.',
      },
    );
  return maskPins(app.store, pins, matter.mask, found);
}
