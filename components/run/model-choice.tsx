'use client';

import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '@/components/data/api-client';
import { Button } from '@/components/ui/button';
import { Field, TextInput } from '@/components/ui/field';
import type { Run } from '@/lib/api/run-contract';
import type { Continued } from './use-continue';

/** Another model of the same endpoint, from those that it offers. */
export function ModelChoice({ run, proceed }: { run: Run; proceed: Continued }) {
  const { id } = run.endpoint;
  const [model, setModel] = useState('');
  const { data } = useQuery(api.endpoints.models.queryOptions({ input: { id }, retry: false }));
  const items = data?.items ?? [];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (model.trim() !== '' && !proceed.isPending)
      proceed.mutate({ endpoint: { id, model: model.trim() } });
  };
  return (
    <form className="flex flex-wrap items-end gap-2 px-3 pb-2" onSubmit={submit}>
      <Field
        label="Model"
        className="max-w-80 flex-1"
        hint={items.length > 0 ? `It offers ${items.length}.` : 'It offers no list.'}
      >
        {(control) => (
          <TextInput
            {...control}
            list="offered-models"
            spellCheck={false}
            maxLength={200}
            value={model}
            onChange={(event) => setModel(event.target.value)}
          />
        )}
      </Field>
      <datalist id="offered-models">
        {items.slice(0, 200).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Button type="submit" size="medium" disabled={model.trim() === '' || proceed.isPending}>
        Continue with this model
      </Button>
    </form>
  );
}
