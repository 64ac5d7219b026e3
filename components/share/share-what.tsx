'use client';

import { useId } from 'react';
import { CheckLine } from './check-line';
import { noRawBecause } from './share-include';
import { ShareSection } from './share-section';
import { choicesOf, type ShareTarget } from './share-target';
import type { ShareDraft } from './use-share-draft';

/** The first step: what is handed over, and which of its contents. */
export function ShareWhat({ page, draft }: { page: ShareTarget; draft: ShareDraft }) {
  const name = useId();
  const choices = choicesOf(page);
  return (
    <ShareSection title="What is shared">
      {choices.length === 1 ? (
        <p className="text-text-2">{choices[0].reads}</p>
      ) : (
        <fieldset className="flex flex-col gap-1">
          <legend className="sr-only">What is shared</legend>
          {choices.map(({ target, label, reads }) => (
            <div key={target.kind} className="flex items-start gap-2">
              <input
                type="radio"
                id={`${name}-${target.kind}`}
                name={name}
                className="mt-[3px] size-[14px] shrink-0"
                checked={draft.target.kind === target.kind}
                aria-describedby={`${name}-${target.kind}-hint`}
                onChange={() => draft.setTarget(target)}
              />
              <div className="min-w-0">
                <label htmlFor={`${name}-${target.kind}`}>{label}</label>
                <p id={`${name}-${target.kind}-hint`} className="text-12 text-text-3">
                  {reads}
                </p>
              </div>
            </div>
          ))}
        </fieldset>
      )}
      <Contents draft={draft} />
      <p className="text-12 text-text-2">
        Nothing that is added later: no new events, no new branches, no new name.
      </p>
    </ShareSection>
  );
}

function Contents({ draft }: { draft: ShareDraft }) {
  const { include, setTicked, target } = draft;
  const tick = (name: keyof typeof include) => (checked: boolean) =>
    setTicked((old) => ({ ...old, [name]: checked }));
  const noRaw = noRawBecause(target, include);
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-1 font-medium text-12 text-text-2">With</legend>
      <div className="grid grid-cols-1 gap-x-4 sm:grid-cols-2">
        <CheckLine
          label="Reasoning of the model"
          checked={include.reasoning}
          onChange={tick('reasoning')}
        />
        <CheckLine
          label="Results of tools"
          checked={include.toolResults}
          onChange={tick('toolResults')}
        />
        <CheckLine
          label="Attachments"
          hint="Pictures and files. No secret is seen in them."
          checked={include.media}
          onChange={tick('media')}
        />
        <CheckLine
          label="Raw bytes of the upload"
          hint={noRaw ?? 'The records as they came.'}
          checked={include.raw}
          disabled={noRaw !== null}
          onChange={tick('raw')}
        />
      </div>
    </fieldset>
  );
}
