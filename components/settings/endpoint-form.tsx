'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '@/components/data/api-client';
import { Callout } from '@/components/ui/callout';
import { Field, Select, Textarea, TextInput } from '@/components/ui/field';
import type { Endpoint } from '@/lib/api/endpoint-contract';
import { kindWords, type TypedKind } from './endpoint-presets';
import {
  checkedValues,
  dropsKey,
  type EndpointFields,
  type EndpointValues,
  firstValues,
  withPreset,
} from './endpoint-values';
import { FormEnd } from './form-end';
import { KeyField } from './key-field';
import { PresetButtons } from './preset-buttons';
import { PrivateAddress } from './private-address';

interface EndpointFormProps {
  /** The stored one that is changed; absent: a new one. */
  endpoint?: Endpoint;
  onSaved: (endpoint: Endpoint) => void;
  onCancel: () => void;
}

/** Where model calls can go: name, address, key, defaults. What was typed stays until it is saved. */
export function EndpointForm({ endpoint, onSaved, onCancel }: EndpointFormProps) {
  const [values, setValues] = useState(() => firstValues(endpoint));
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: (fields: EndpointFields) =>
      endpoint
        ? client.endpoints.update({ id: endpoint.id, ...fields })
        : client.endpoints.create(fields),
    onSuccess: onSaved,
  });
  const checked = checkedValues(values);
  const problems = tried && 'problems' in checked ? checked.problems : {};
  const set = (part: Partial<EndpointValues>): void => setValues({ ...values, ...part });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // The form of the composer stands inside another one.
    event.stopPropagation();
    setTried(true);
    if ('fields' in checked && !save.isPending) save.mutate(checked.fields);
  };
  return (
    <form
      aria-label={endpoint ? `Change ${endpoint.name}` : 'New endpoint'}
      className="flex min-w-0 flex-col gap-3"
      onSubmit={submit}
      noValidate
    >
      {!endpoint && <PresetButtons onPreset={(preset) => setValues(withPreset(values, preset))} />}
      <Field label="Name" error={problems.name}>
        {(control) => (
          <TextInput
            {...control}
            maxLength={100}
            value={values.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label="Speaks">
        {(control) => (
          <Select
            {...control}
            value={values.kind}
            // The options below are the only values.
            onChange={(event) => set({ kind: event.target.value as TypedKind })}
          >
            {Object.entries(kindWords)
              .filter(([kind]) => kind !== 'scripted')
              .map(([kind, words]) => (
                <option key={kind} value={kind}>
                  {words}
                </option>
              ))}
          </Select>
        )}
      </Field>
      <Field label="Base URL" error={problems.baseUrl} hint="As far as /v1: the rest is added.">
        {(control) => (
          <TextInput
            {...control}
            type="url"
            inputMode="url"
            spellCheck={false}
            placeholder="http://127.0.0.1:11434/v1"
            value={values.baseUrl}
            onChange={(event) => set({ baseUrl: event.target.value })}
          />
        )}
      </Field>
      <PrivateAddress
        address={values.baseUrl}
        allowed={values.allowPrivate}
        refused={save.error !== null}
        onAllowed={(allowPrivate) => set({ allowPrivate })}
      />
      <KeyField
        label="API key"
        hint={keyHint(endpoint)}
        value={values.key}
        onValue={(key) => set({ key })}
      />
      {dropsKey(endpoint, values) && (
        <Callout
          live
          tone="warn"
          title="The stored key is dropped with this address."
          next="It was given for another scheme, host or port. Type the key again above: it is saved with the address."
        />
      )}
      <Field label="Default model" hint="Asked where a run names none.">
        {(control) => (
          <TextInput
            {...control}
            spellCheck={false}
            maxLength={200}
            value={values.model}
            onChange={(event) => set({ model: event.target.value })}
          />
        )}
      </Field>
      <details open={problems.parameters !== undefined || undefined}>
        <summary className="cursor-pointer text-12 text-text-2">Default parameters</summary>
        <Field
          label="Parameters as JSON"
          labelHidden
          error={problems.parameters}
          hint="Sent where the trace records none."
        >
          {(control) => (
            <Textarea
              {...control}
              spellCheck={false}
              placeholder='{"temperature": 0}'
              value={values.parameters}
              onChange={(event) => set({ parameters: event.target.value })}
            />
          )}
        </Field>
      </details>
      <FormEnd what="endpoint" save={save} onCancel={onCancel} />
    </form>
  );
}

function keyHint(endpoint: Endpoint | undefined): string {
  if (endpoint?.key === 'stored')
    return 'One is stored: type another to replace it. Another scheme, host or port drops it.';
  if (endpoint?.key === 'lost') return 'The stored one cannot be used any more: type it again.';
  return 'Kept sealed. Another scheme, host or port drops it. Empty where none is needed.';
}
