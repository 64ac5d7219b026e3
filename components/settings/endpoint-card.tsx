'use client';

import { useMutation } from '@tanstack/react-query';
import { List, Zap } from 'lucide-react';
import { useState } from 'react';
import { client } from '@/components/data/api-client';
import { hintOf } from '@/components/data/api-error';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { Endpoint } from '@/lib/api/endpoint-contract';
import { duration } from '@/lib/view/format-number';
import { EndpointForm } from './endpoint-form';
import { EndpointModels } from './endpoint-models';
import { kindWords } from './endpoint-presets';
import { StoredActions } from './stored-actions';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

const keyBadges = {
  none: { tone: 'plain', words: 'no key' },
  stored: { tone: 'ok', words: 'key stored' },
  environment: { tone: 'ok', words: 'key of the server' },
  lost: { tone: 'warn', words: 'key lost: type it again' },
} as const;

const whyFixed: Partial<Record<Endpoint['origin'], string>> = {
  builtin: 'Always there, without network or key. It cannot be changed.',
  environment: 'From the environment of the server: change it there.',
};

/** One endpoint: what it is, whether it answers, and how to change it. */
export function EndpointCard({
  endpoint,
  onChanged,
}: {
  endpoint: Endpoint;
  onChanged: () => void;
}) {
  const [editing, setEditing] = useState(false);
  const [models, setModels] = useState(false);
  const [asked, setAsked] = useState(false);
  const { id, name, kind, baseUrl, model, key, origin } = endpoint;
  const test = useMutation({ mutationFn: () => client.endpoints.test({ id }) });
  const remove = useMutation({
    mutationFn: () => client.endpoints.remove({ id }),
    onSuccess: onChanged,
  });
  const badge = keyBadges[key];
  return (
    <li
      id={`endpoint-${id}`}
      className="flex flex-col gap-2 border-line border-t py-3 target:bg-select-tint"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-medium [overflow-wrap:anywhere]">
          <bdi>{name}</bdi>
        </h3>
        {kind !== 'scripted' && <Badge tone={badge.tone}>{badge.words}</Badge>}
        <div className="ml-auto flex flex-wrap gap-2">
          {kind !== 'scripted' && (
            <Button
              glyph={<Zap {...glyph} />}
              disabled={test.isPending}
              aria-label={`Test ${name}`}
              onClick={() => test.mutate()}
            >
              {test.isPending ? 'Testing…' : 'Test'}
            </Button>
          )}
          {kind !== 'scripted' && (
            <Button
              glyph={<List {...glyph} />}
              aria-label={`Models of ${name}`}
              aria-expanded={models}
              onClick={() => setModels(!models)}
            >
              Models
            </Button>
          )}
          {origin === 'stored' && (
            <StoredActions
              name={name}
              editing={editing}
              onEdit={() => setEditing(!editing)}
              onDelete={() => setAsked(true)}
            />
          )}
        </div>
      </div>
      <p className="text-12 text-text-2 [overflow-wrap:anywhere]">
        {kindWords[kind]}
        {baseUrl !== null && (
          <>
            , <bdi className="font-mono">{baseUrl}</bdi>
          </>
        )}
        {model !== null && (
          <>
            , model <bdi className="font-mono">{model}</bdi>
          </>
        )}
      </p>
      {origin !== 'stored' && <p className="text-12 text-text-3">{whyFixed[origin]}</p>}
      {test.data && <TestResult result={test.data} />}
      {test.error && (
        <Callout live tone="error" title={test.error.message} next={hintOf(test.error)} />
      )}
      {models && <EndpointModels endpoint={endpoint} />}
      {remove.error && (
        <Callout live tone="error" title={remove.error.message} kept="It is still there." />
      )}
      {asked && (
        <Callout
          live
          tone="warn"
          title={`Delete ${name}?`}
          next="Its key goes with it. Runs that used it stay as they are, and need another endpoint to go on."
          actions={
            <>
              <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
                Delete it
              </Button>
              <Button onClick={() => setAsked(false)}>Keep it</Button>
            </>
          }
        />
      )}
      {editing && (
        <div className="border-line border-l-[3px] pl-3">
          <EndpointForm
            endpoint={endpoint}
            onSaved={() => {
              setEditing(false);
              test.reset();
              onChanged();
            }}
            onCancel={() => setEditing(false)}
          />
        </div>
      )}
    </li>
  );
}

function TestResult({
  result: { ok, model, firstMs, latencyMs, message, todo },
}: {
  result: Awaited<ReturnType<typeof client.endpoints.test>>;
}) {
  if (!ok) return <Callout live tone="error" title={message ?? 'No answer came.'} next={todo} />;
  return (
    <Callout
      live
      title={`It answers${firstMs === null ? '' : `: first word after ${duration(firstMs)}`}, whole reply after ${duration(latencyMs)}.`}
      kept={model !== null && <bdi className="font-mono">{model}</bdi>}
    />
  );
}
