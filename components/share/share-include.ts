import type { ShareInclude } from '@/lib/api/share-contract';
import type { ShareTarget } from './share-target';

export const firstInclude: ShareInclude = {
  ...{ raw: false, reasoning: true, toolResults: true, media: false },
};

/** Why raw bytes cannot go along; null where they can. They hold everything, cut into no events. */
export function noRawBecause(
  { kind }: ShareTarget,
  { reasoning, toolResults, media }: ShareInclude,
): string | null {
  if (kind === 'moment') return 'Not with a moment: they hold what came after it.';
  return reasoning && toolResults && media
    ? null
    : 'Only together with reasoning, tool results and attachments: they hold all of it.';
}

/** What goes along of what was ticked. */
export const includeOf = (target: ShareTarget, ticked: ShareInclude): ShareInclude => ({
  ...ticked,
  raw: ticked.raw && noRawBecause(target, ticked) === null,
});
