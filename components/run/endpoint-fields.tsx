'use client';

import { Choices } from '@/components/fork/choices';
import { Field, TextInput } from '@/components/ui/field';
import type { useEndpoint } from './use-endpoint';

const own = 'own address';

/** Where model calls go, and how many of them at most. */
export function EndpointFields({
  endpoint: { draft, change, known },
}: {
  endpoint: ReturnType<typeof useEndpoint>;
}) {
  const set = (part: Partial<typeof draft>) => change({ ...draft, ...part });
  const picked = known.find(({ label }) => label === draft.known);
  return (
    <div className="flex flex-col gap-3">
      <Choices
        label="Where model calls go"
        value={picked?.label ?? own}
        onChange={(value) => set({ known: value === own ? null : value })}
        options={[
          ...known.map(({ kind, label, baseUrl, hasKey }) => ({
            value: label,
            label,
            hint:
              kind === 'scripted'
                ? 'Bundled: no network, no key. Repeats the recording while nothing differs.'
                : `${baseUrl}, ${hasKey ? 'with the key of the server' : 'needs a key'}`,
          })),
          {
            value: own,
            label: 'OpenAI-compatible',
            hint: 'Any address that speaks its chat completions.',
          },
        ]}
      />
      {!picked && (
        <Field label="Base URL" hint="As far as /v1: /chat/completions is added.">
          {(control) => (
            <TextInput
              {...control}
              type="url"
              inputMode="url"
              spellCheck={false}
              placeholder="http://127.0.0.1:11434/v1"
              value={draft.baseUrl}
              onChange={(event) => set({ baseUrl: event.target.value })}
            />
          )}
        </Field>
      )}
      {picked?.kind !== 'scripted' && (
        <>
          <Field label="Model">
            {(control) => (
              <TextInput
                {...control}
                spellCheck={false}
                maxLength={200}
                value={draft.model}
                onChange={(event) => set({ model: event.target.value })}
              />
            )}
          </Field>
          <Field
            label={picked?.hasKey ? 'API key (the server has one)' : 'API key'}
            hint="Kept in memory until the run ends, never stored."
          >
            {(control) => (
              <TextInput
                {...control}
                type="password"
                autoComplete="off"
                maxLength={500}
                value={draft.apiKey}
                onChange={(event) => set({ apiKey: event.target.value })}
              />
            )}
          </Field>
        </>
      )}
      {!picked && (
        <label className="flex items-start gap-2">
          <input
            type="checkbox"
            className="mt-[3px] size-[14px] shrink-0"
            checked={draft.allowPrivate}
            onChange={(event) => set({ allowPrivate: event.target.checked })}
          />
          <span>
            Allow an address on this machine or a private network
            <span className="block text-12 text-text-3">Else such addresses are refused.</span>
          </span>
        </label>
      )}
      <Field label="Max steps" hint="Model calls, then it stops.">
        {(control) => (
          <TextInput
            {...control}
            type="number"
            inputMode="numeric"
            min={1}
            max={200}
            className="max-w-24"
            value={Number.isNaN(draft.maxSteps) ? '' : draft.maxSteps}
            onChange={(event) => set({ maxSteps: event.target.valueAsNumber })}
          />
        )}
      </Field>
    </div>
  );
}
