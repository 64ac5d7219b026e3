import type { ShareInclude } from '@/lib/api/share-contract';
import { clockTime } from '@/lib/view/format-time';
import { leftOutWords } from './left-out';

interface SharedBannerProps {
  shared: { expiresAt: string | null; include: ShareInclude; masked: number };
  /** The last event that a shared moment shows. */
  upTo: number | null;
}

/** What a reader has to know of what is before them: that it is shared, until when, and what is not in it. */
export function SharedBanner({ shared: { expiresAt, include, masked }, upTo }: SharedBannerProps) {
  const end = expiresAt === null ? null : clockTime(Date.parse(expiresAt)).slice(0, 16);
  const missing = leftOutWords(include, masked);
  return (
    <section
      aria-label="About this share"
      className="flex min-h-8 shrink-0 flex-wrap items-center gap-x-3 border-line border-b bg-surface-1 px-3 py-1 text-12 text-text-2"
    >
      <p>{end === null ? 'Shared, to read.' : `Shared, to read, until ${end} UTC.`}</p>
      {upTo !== null && <p>A moment: up to event #{upTo}.</p>}
      {missing !== null && <p>{missing}</p>}
    </section>
  );
}
