'use client';

import { Field, TextInput } from '@/components/ui/field';
import type { MatrixDraft } from './matrix-draft';

/** The fork unchanged beside its variants, and how often each runs. */
export function ControlFields({
  draft,
  onChange,
}: {
  draft: MatrixDraft;
  onChange: (draft: MatrixDraft) => void;
}) {
  return (
    <div className="flex flex-col gap-2">
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-[3px] size-[14px] shrink-0"
          checked={draft.control}
          onChange={(event) => onChange({ ...draft, control: event.target.checked })}
        />
        <span>
          A control for each model
          <span className="block text-12 text-text-3">
            The fork unchanged: tells what an edit does from what another try does.
          </span>
        </span>
      </label>
      <Field label="Repeats of each" hint="From 1 to 10.">
        {(control) => (
          <TextInput
            {...control}
            type="number"
            inputMode="numeric"
            min={1}
            max={10}
            className="max-w-24"
            value={Number.isNaN(draft.repeats) ? '' : draft.repeats}
            onChange={(event) => onChange({ ...draft, repeats: event.target.valueAsNumber })}
          />
        )}
      </Field>
    </div>
  );
}
