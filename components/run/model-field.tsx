'use client';

import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '@/components/data/api-client';
import { Field, TextInput } from '@/components/ui/field';
import type { Endpoint } from '@/lib/api/endpoint-contract';
import { counted } from '@/lib/view/format-number';

interface ModelFieldProps {
  endpoint: Endpoint;
  /** Empty: the endpoint's own. */
  value: string;
  onChange: (model: string) => void;
}

/** The model that is asked. What the endpoint offers is looked up when somebody comes here, not before. */
export function ModelField({ endpoint, value, onChange }: ModelFieldProps) {
  const list = useId();
  const [wanted, setWanted] = useState(false);
  const { data, isFetching, error } = useQuery(
    api.endpoints.models.queryOptions({
      input: { id: endpoint.id },
      enabled: wanted,
      staleTime: 60_000,
    }),
  );
  const models = data?.items ?? [];
  return (
    <Field label="Model" hint={hintOf()}>
      {(control) => (
        <>
          <TextInput
            {...control}
            list={list}
            spellCheck={false}
            autoComplete="off"
            maxLength={200}
            placeholder={endpoint.model ?? ''}
            value={value}
            onFocus={() => setWanted(true)}
            onChange={(event) => onChange(event.target.value)}
          />
          <datalist id={list}>
            {models.map((model) => (
              <option key={model} value={model} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );

  function hintOf(): string | undefined {
    if (error) return 'Its list of models could not be read: type the name.';
    if (isFetching && !data) return 'Asking it for its models…';
    if (data?.items === null) return 'It offers no list of models: type the name.';
    if (models.length > 0) return `${counted(models.length, 'model')} offered: type to choose.`;
    return endpoint.model ? `${endpoint.model} where nothing is typed.` : undefined;
  }
}
