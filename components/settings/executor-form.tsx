'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '@/components/data/api-client';
import { Callout } from '@/components/ui/callout';
import { Field, TextInput } from '@/components/ui/field';
import { Segments } from '@/components/ui/segments';
import type { Executor } from '@/lib/api/executor-contract';
import { originOf } from './endpoint-values';
import { FormEnd } from './form-end';
import { KeyField } from './key-field';
import { PrivateAddress } from './private-address';

interface ExecutorFormProps {
  /** The stored one that is changed; absent: a new one. */
  executor?: Executor;
  onSaved: (executor: Executor) => void;
  onCancel: () => void;
}

/** An address that runs tools: name, address, key. Which tools it may run is said on its card. */
export function ExecutorForm({ executor, onSaved, onCancel }: ExecutorFormProps) {
  const [kind, setKind] = useState<'http' | 'mcp'>('http');
  const [name, setName] = useState(executor?.name ?? '');
  const [url, setUrl] = useState(executor?.url ?? '');
  const [key, setKey] = useState('');
  const [allowPrivate, setAllowPrivate] = useState(executor?.allowPrivate ?? false);
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => {
      const fields = { name: name.trim(), url: url.trim(), allowPrivate };
      const typed = key.trim() === '' ? {} : { key: key.trim() };
      return executor
        ? client.executors.update({ id: executor.id, ...fields, ...typed })
        : client.executors.create({ kind, ...fields, ...typed });
    },
    onSuccess: onSaved,
  });
  const complete = name.trim() !== '' && originOf(url) !== null;
  const moves = executor !== undefined && originOf(url) !== originOf(executor.url);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (complete && !save.isPending) save.mutate();
  };
  return (
    <form
      aria-label={executor ? `Change ${executor.name}` : 'New executor'}
      className="flex min-w-0 flex-col gap-3"
      onSubmit={submit}
      noValidate
    >
      {!executor && (
        <Segments
          label="Kind"
          value={kind}
          onChange={setKind}
          options={[
            { value: 'http', label: 'HTTP' },
            { value: 'mcp', label: 'MCP over HTTP' },
          ]}
        />
      )}
      <Field label="Name" error={tried && name.trim() === '' && 'Give it a name.'}>
        {(control) => (
          <TextInput
            {...control}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="Address"
        error={
          tried && originOf(url) === null && 'Type an address such as http://127.0.0.1:8080/tools.'
        }
        hint={
          (executor?.kind ?? kind) === 'http'
            ? 'Gets POST {tool, input, callId, idempotencyKey}.'
            : 'The server’s endpoint for streamable HTTP.'
        }
      >
        {(control) => (
          <TextInput
            {...control}
            type="url"
            inputMode="url"
            spellCheck={false}
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        )}
      </Field>
      <PrivateAddress
        address={url}
        allowed={allowPrivate}
        refused={save.error !== null}
        onAllowed={setAllowPrivate}
      />
      {moves && (
        <Callout
          live
          tone="warn"
          title="Its key, its trust and every leave go with this address."
          next="They were given for another scheme, host or port."
        />
      )}
      <KeyField
        label="Key"
        hint="Sent as a bearer token. Kept sealed. Another scheme, host or port drops it."
        value={key}
        onValue={setKey}
      />
      <FormEnd what="executor" save={save} onCancel={onCancel} />
    </form>
  );
}
