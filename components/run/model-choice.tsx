'use client';

import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '@/components/data/api-client';
import { Button } from '@/components/ui/button';
import { Field, TextInput } from '@/components/ui/field';
import type { Run } from '@/lib/api/run-contract';
import { counted } from '@/lib/view/format-number';
import type { Continued } from './use-continue';

/** More are found by typing. */
const shown = 24;

/** Another model of the same endpoint, from those that it offers. */
export function ModelChoice({ run, proceed }: { run: Run; proceed: Continued }) {
  const { id } = run.endpoint;
  const [model, setModel] = useState('');
  const { data, error } = useQuery(
    api.endpoints.models.queryOptions({ input: { id }, retry: false }),
  );
  const items = data?.items ?? [];
  const words = error
    ? 'Its list of models could not be read: type the name.'
    : data === undefined
      ? 'Asking it for its models…'
      : items.length === 0
        ? 'It offers no list of models: type the name.'
        : items.length > shown
          ? `${counted(items.length, 'model')} offered, the first ${shown} here: type to find another.`
          : `${counted(items.length, 'model')} offered.`;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (model.trim() !== '' && !proceed.isPending)
      proceed.mutate({ endpoint: { id, model: model.trim() } });
  };
  return (
    <form className="flex flex-col gap-2 px-3 py-2" onSubmit={submit}>
      <p className="text-12 text-text-2">{words}</p>
      {items.length > 0 && (
        <ul aria-label="Models offered" className="flex max-h-32 flex-wrap gap-1 overflow-y-auto">
          {items.slice(0, shown).map((name) => (
            <li key={name} className="min-w-0">
              <Button
                aria-pressed={model === name}
                className="max-w-full"
                onClick={() => setModel(name)}
              >
                <bdi className="truncate font-mono">{name}</bdi>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Model" className="max-w-80 flex-1">
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
      </div>
    </form>
  );
}
