'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/components/data/api-client';
import { Field, Select } from '@/components/ui/field';
import { exactNumber } from '@/lib/view/format-number';
import { plainLine } from '@/lib/view/plain-line';

/** Traces that are offered. */
const offered = 200;

/** Picks another trace that is here; the empty text is none. Says how many are not offered. */
export function OtherTraceField({
  label,
  none,
  hint,
  not,
  value,
  onChange,
}: {
  label: string;
  /** What no choice is called. */
  none: string;
  hint?: string;
  /** Those that cannot be picked. */
  not: readonly (string | null)[];
  value: string;
  onChange: (id: string) => void;
}) {
  const { data } = useQuery(
    api.traces.list.queryOptions({ input: { limit: offered, archived: 'all' } }),
  );
  const cap =
    data && data.total > offered
      ? `The newest ${offered} of ${exactNumber(data.total)} are offered.`
      : undefined;
  return (
    <Field label={label} hint={[hint, cap].filter(Boolean).join(' ') || undefined}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{none}</option>
          {data?.items
            .filter(({ id }) => !not.includes(id))
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {plainLine(name)}
              </option>
            ))}
        </Select>
      )}
    </Field>
  );
}
