'use client';

import { ScanSearch } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { hintOf } from '@/components/data/api-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { counted, shortNumber } from '@/lib/view/format-number';
import { FindingGroupsList } from './finding-groups-list';
import { MaskTexts } from './mask-texts';
import { ShareSection } from './share-section';
import type { ShareDraft } from './use-share-draft';

/** The second step: what looks like a secret, and whether it goes along. */
export function ShareSecrets({ draft }: { draft: ShareDraft }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { looked, changed } = draft;
  // The button that was pressed is gone, or something above the footer has changed.
  useEffect(() => {
    if (looked) heading.current?.focus();
  }, [looked]);
  useEffect(() => {
    if (changed) heading.current?.focus();
  }, [changed]);
  return (
    <ShareSection title="Secrets" heading={heading}>
      {looked ? (
        <Findings draft={draft} />
      ) : (
        <>
          <p className="text-text-2">
            Prompts and tool results often hold keys, passwords and addresses. See what would be
            shared before anything is.
          </p>
          <div>
            <Button
              size="medium"
              glyph={<ScanSearch size={14} strokeWidth={1.5} aria-hidden />}
              onClick={draft.look}
            >
              Look for secrets
            </Button>
          </div>
        </>
      )}
    </ShareSection>
  );
}

function Findings({ draft }: { draft: ShareDraft }) {
  const { error, characters, findings, looking, changed } = draft;
  if (error && !looking)
    return (
      <Callout
        live
        tone="error"
        title="It could not be looked through, so nothing can be shared."
        kept={error.message}
        next={hintOf(error)}
        actions={<Button onClick={draft.lookAgain}>Look again</Button>}
      />
    );
  return (
    <>
      {changed && (
        <Callout
          live
          tone="warn"
          title="What would be shared has changed since you looked. No link was made."
          kept="What you chose is kept; what is new is masked."
          next="Look through it once more, then share."
        />
      )}
      <p role="status" className="text-text-2">
        {looking || characters === null
          ? 'Looking…'
          : `${counted(findings.length, 'value')} found in ${shortNumber(characters)} characters.`}
      </p>
      {findings.length > 0 && <FindingGroupsList draft={draft} />}
      {!looking && findings.length === 0 && (
        <p className="text-12 text-text-3">
          Nothing looks like a key, a password or an address. What only people know as a secret, no
          program sees: mask it by hand.
        </p>
      )}
      <MaskTexts draft={draft} />
    </>
  );
}
