'use client';

import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import type { ShareFinding } from '@/lib/api/share-contract';
import { counted } from '@/lib/view/format-number';
import { CheckLine } from './check-line';
import { FindingPlace } from './finding-place';
import type { ShareDraft } from './use-share-draft';

/** One value that looks like a secret: whether it is masked, and where it is. */
export function FindingRow({ finding, draft }: { finding: ShareFinding; draft: ShareDraft }) {
  const { id, masked: preview, count, places } = finding;
  const [open, setOpen] = useState(false);
  const masked = draft.isMasked(id);
  const several = draft.target.kind === 'diff' || draft.target.kind === 'tree';
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 pl-[22px]">
      <CheckLine
        label={
          <>
            <span className="sr-only">Mask </span>
            <bdi className="font-mono text-12 [overflow-wrap:anywhere]">{preview}</bdi>{' '}
            {draft.isNew(id) && <Badge tone="warn">new</Badge>}
          </>
        }
        checked={masked}
        onChange={(checked) => draft.mask([id], checked)}
      />
      <details
        className="min-w-0 text-12 open:basis-full open:pl-[22px]"
        open={open}
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
        <summary className="min-h-6 cursor-pointer content-center text-text-2">
          {counted(count, 'place')}
          <span className="sr-only"> of {preview}</span>
        </summary>
        {open && (
          <ol>
            {places.map((place, at) => (
              <FindingPlace
                // Places come in one order and never move.
                // biome-ignore lint/suspicious/noArrayIndexKey: two places may be alike in all their words.
                key={at}
                place={place}
                several={several}
                masked={masked}
                texts={draft.texts}
                onMaskText={draft.addText}
              />
            ))}
            {count > places.length && (
              <li className="py-1 text-text-3">
                {masked ? 'Masked' : 'Open'} in {counted(count - places.length, 'more place')}, too.
              </li>
            )}
          </ol>
        )}
      </details>
    </li>
  );
}
