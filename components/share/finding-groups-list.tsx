'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { counted, exactNumber } from '@/lib/view/format-number';
import { CheckLine } from './check-line';
import { type FindingGroup, groupFindings } from './finding-groups';
import { FindingRow } from './finding-row';
import type { ShareDraft } from './use-share-draft';

/** Values of a kind that are drawn at once. */
const portion = 20;

/** What was found, kind by kind. Everything is masked until a person says otherwise. */
export function FindingGroupsList({ draft }: { draft: ShareDraft }) {
  return (
    <ul aria-label="Values that look like secrets" className="flex flex-col gap-2">
      {groupFindings(draft.findings).map((group) => (
        <GroupOfKind key={group.kind} group={group} draft={draft} />
      ))}
    </ul>
  );
}

function GroupOfKind({ group, draft }: { group: FindingGroup; draft: ShareDraft }) {
  const [shown, setShown] = useState(portion);
  const ids = group.findings.map(({ id }) => id);
  const masked = ids.filter(draft.isMasked).length;
  const rest = ids.length - shown;
  return (
    <li>
      <CheckLine
        label={
          <>
            <span className="sr-only">Mask all: </span>
            <span className="inline-block font-medium first-letter:uppercase">{group.kind}</span>
            <span className="text-12 text-text-2 tabular-nums">
              {' '}
              {counted(ids.length, 'value')}, {counted(group.count, 'place')},{' '}
              {masked === ids.length ? 'masked' : masked === 0 ? 'not masked' : `${masked} masked`}
            </span>
          </>
        }
        checked={masked > 0}
        mixed={masked > 0 && masked < ids.length}
        onChange={() => draft.mask(ids, masked < ids.length)}
      />
      <ul>
        {group.findings.slice(0, shown).map((finding) => (
          <FindingRow key={finding.id} finding={finding} draft={draft} />
        ))}
      </ul>
      {rest > 0 && (
        <Button look="ghost" className="ml-[22px]" onClick={() => setShown(shown + portion)}>
          Show {exactNumber(Math.min(portion, rest))} of {exactNumber(rest)} more
        </Button>
      )}
    </li>
  );
}
