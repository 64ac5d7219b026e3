'use client';

import { useTraceSource } from '@/components/data/trace-source';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Field, Select, TextInput } from '@/components/ui/field';
import { Segments } from '@/components/ui/segments';
import { NotYet } from '@/components/what-if/not-yet';
import type { ExcludedEvents } from '@/components/workbench/use-excluded';
import type { RequestApi, RequestAt } from '@/lib/api/prepare-contract';
import type { Side } from '@/lib/replay/conversation-at';
import { RequestBody } from './request-body';
import { RequestFacts } from './request-facts';
import { RequestMessages } from './request-messages';
import { requestApis, useRequest, useRequestChoice } from './use-request';

const apiWords: Record<RequestApi, string> = {
  'openai-chat': 'OpenAI Chat Completions',
  'openai-responses': 'OpenAI Responses',
  anthropic: 'Anthropic Messages',
  google: 'Google Gemini',
};

/** Exactly what a model would be sent at an event: no endpoint, no key and no network needed. */
export function RequestPanel({
  seq,
  side,
  events,
  saw,
  onSide,
  onOpen,
}: {
  seq: number;
  side: Side;
  events: ExcludedEvents;
  /** It is a model call: before it is what it was sent. */
  saw: boolean;
  onSide: (side: Side) => void;
  onOpen: (seq: number) => void;
}) {
  const { whatIf } = useTraceSource();
  const { data, error, stale, retry } = useRequest(whatIf, { seq, side, x: events.x });
  if (!whatIf)
    return (
      <EmptyState title="Not in a share">
        Whoever owns the trace can see what would be sent.
      </EmptyState>
    );
  return (
    <section aria-label="Request" aria-busy={stale} className="flex flex-col">
      <div className="flex flex-col gap-2 border-line border-b px-3 py-2">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Segments
            label="Side of the event"
            value={side}
            onChange={onSide}
            options={[
              { value: 'before', label: saw ? 'What the model was sent' : 'Before' },
              { value: 'after', label: saw ? 'With its reply' : 'After' },
            ]}
          />
          <LeaveOut seq={seq} events={events} />
        </div>
        <Choice shown={data} />
      </div>
      {!data || error ? (
        <NotYet error={error} retry={retry} />
      ) : (
        <div className={stale ? 'opacity-70' : ''}>
          <RequestFacts data={data} />
          <RequestMessages data={data} onOpen={onOpen} />
          <RequestBody data={data} />
        </div>
      )}
    </section>
  );
}

/** The same as the key: for who has none. */
function LeaveOut({ seq, events }: { seq: number; events: ExcludedEvents }) {
  const how = events.of(seq);
  return (
    <Button
      look="ghost"
      keys="x"
      aria-disabled={how === 'along' || undefined}
      onClick={() => events.toggle(seq)}
    >
      {how === null ? `Leave #${seq} out` : how === 'asked' ? `Put #${seq} back` : 'Taken along'}
    </Button>
  );
}

/** For which API and model; both are as the trace suggests until somebody chooses. */
function Choice({ shown }: { shown: RequestAt | null }) {
  const { api, model, chooseApi, chooseModel } = useRequestChoice();
  return (
    <div className="grid grid-cols-2 gap-2">
      <Field label="API">
        {(control) => (
          <Select
            {...control}
            value={api ?? shown?.api ?? 'openai-chat'}
            onChange={({ target }) =>
              chooseApi(requestApis.find((one) => one === target.value) ?? null)
            }
          >
            {requestApis.map((one) => (
              <option key={one} value={one}>
                {apiWords[one]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Model">
        {(control) => (
          <TextInput
            {...control}
            spellCheck={false}
            autoComplete="off"
            maxLength={200}
            className="font-mono"
            placeholder={shown?.model.recorded ?? 'not captured'}
            value={model}
            onChange={({ target }) => chooseModel(target.value)}
          />
        )}
      </Field>
    </div>
  );
}
