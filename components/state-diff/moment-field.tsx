'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { api } from '@/components/data/api-client';
import { Button } from '@/components/ui/button';
import { Field, Select, TextInput } from '@/components/ui/field';
import { counted } from '@/lib/view/format-number';
import { traceLink } from '@/lib/view/links';
import { plainLine } from '@/lib/view/plain-line';

/** As many traces as a list to choose from holds. */
const choices = 100;

/** One side: which trace, and after which of its events. */
export function MomentField({
  letter,
  trace,
  seq,
  onTrace,
  onSeq,
}: {
  letter: 'A' | 'B';
  trace: { id: string; name: string; events: number };
  /** null: the last event. */
  seq: number | null;
  onTrace: (id: string) => void;
  onSeq: (seq: number | null) => void;
}) {
  const { data } = useQuery(api.traces.list.queryOptions({ input: { limit: choices } }));
  const others = (data?.items ?? []).filter(
    ({ id, status }) => id !== trace.id && status === 'ready',
  );
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 px-3 py-2">
      <legend className="sr-only">{letter === 'A' ? 'Before' : 'After'}</legend>
      <div className="flex min-w-0 items-end gap-2">
        <Field label={letter === 'A' ? 'A, before' : 'B, after'} className="flex-1">
          {(control) => (
            <Select {...control} value={trace.id} onChange={({ target }) => onTrace(target.value)}>
              <option value={trace.id}>{plainLine(trace.name)}</option>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {plainLine(name)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Moment key={`${trace.id} ${seq}`} events={trace.events} seq={seq} onSeq={onSeq} />
      </div>
      <p className="text-12 text-text-3">
        <Link
          href={traceLink(trace.id, { seq: seq ?? Math.max(0, trace.events - 1) })}
          className="inline-flex min-h-6 items-center hover:underline"
        >
          Open {letter}
        </Link>{' '}
        · {counted(trace.events, 'event')}
      </p>
    </fieldset>
  );
}

function Moment({
  events,
  seq,
  onSeq,
}: {
  events: number;
  seq: number | null;
  onSeq: (seq: number | null) => void;
}) {
  const last = events - 1;
  const [text, setText] = useState(String(seq ?? last));
  const wrong = !/^\d{1,9}$/.test(text) || Number(text) > last;
  const take = (): void => {
    if (!wrong) onSeq(Number(text) === last ? null : Number(text));
  };
  if (events === 0) return null;
  return (
    <form
      className="flex shrink-0 items-end gap-1"
      onSubmit={(submit) => {
        submit.preventDefault();
        take();
      }}
    >
      <Field label="After event" className="w-20">
        {(control) => (
          <TextInput
            {...control}
            className="font-mono"
            inputMode="numeric"
            value={text}
            aria-invalid={wrong || undefined}
            title={`0 to ${last}`}
            onChange={({ target }) => setText(target.value.trim())}
            onBlur={take}
          />
        )}
      </Field>
      <Button size="medium" aria-disabled={seq === null} onClick={() => onSeq(null)}>
        Last
      </Button>
    </form>
  );
}
