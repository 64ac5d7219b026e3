'use client';

import { Field, TextInput } from '@/components/ui/field';

interface RepeatsFieldsProps {
  /** Nothing is edited: then there is nothing to control. */
  edited: boolean;
  control: boolean;
  onControl: (control: boolean) => void;
  repeats: number;
  onRepeats: (repeats: number) => void;
}

/** The same fork unchanged beside the edited one, and how often each is run. */
export function RepeatsFields(props: RepeatsFieldsProps) {
  const { edited, control, repeats } = props;
  return (
    <div className="flex flex-col gap-2">
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-[3px] size-[14px] shrink-0"
          disabled={!edited}
          checked={edited && control}
          onChange={(event) => props.onControl(event.target.checked)}
        />
        <span className={edited ? '' : 'text-text-3'}>
          Also run it unchanged, as a control
          <span className="block text-12 text-text-3">
            {edited
              ? 'Tells what your edit does from what another try does.'
              : 'Nothing is edited yet.'}
          </span>
        </span>
      </label>
      <Field label="Repeats of each" hint="From 1 to 10. Above 1 the runs are shown as a table.">
        {(field) => (
          <TextInput
            {...field}
            type="number"
            inputMode="numeric"
            min={1}
            max={10}
            className="max-w-24"
            value={Number.isNaN(repeats) ? '' : repeats}
            onChange={(event) => props.onRepeats(event.target.valueAsNumber)}
          />
        )}
      </Field>
    </div>
  );
}
