'use client';

import { useTraceSource } from '@/components/data/trace-source';
import { Badge } from '@/components/ui/badge';
import { Callout } from '@/components/ui/callout';
import { JsonView } from '@/components/ui/json-view';
import { TextView } from '@/components/ui/text-view';
import type { Event } from '@/lib/trace/event';
import { editsWords } from '@/lib/trace/fork-edit';
import type { Json } from '@/lib/trace/json';
import type { OutlineRow } from '@/lib/trace/outline';
import { kindWord } from '@/lib/view/event-words';
import { cost, dash, duration, exactNumber } from '@/lib/view/format-number';
import { clockTime, offset } from '@/lib/view/format-time';
import { provenanceWords } from '@/lib/view/provenance-words';
import { ValueView } from './part-view';
import { SaidMessages } from './said-messages';
import { useEvent } from './use-conversation';

/** One event by itself: what it is, when, what it said or gave, what went wrong. */
export function EventPanel({
  row,
  start,
  poolSize,
}: {
  row: OutlineRow;
  /** Start of the trace, in ms since the epoch. */
  start: number | null;
  poolSize: number;
}) {
  const { data: event, error } = useEvent(useTraceSource(), row.seq);
  return (
    <div className="flex flex-col gap-3 p-3">
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-3 gap-y-1 text-12">
        {facts(row, start).map(([word, value]) => (
          <div key={word} className="contents">
            <dt className="text-text-3">{word}</dt>
            <dd className="min-w-0 font-mono text-text-1 tabular-nums [overflow-wrap:anywhere]">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
        {event?.kind === 'model-call' && <CallFacts event={event} />}
      </dl>
      {event?.error && (
        <Callout tone="error" title={<bdi>{event.error.message}</bdi>}>
          <p className="text-12 text-text-2">
            Told by <bdi className="font-mono">{event.error.source}</bdi>
            {event.error.type && (
              <>
                , type <bdi className="font-mono">{event.error.type}</bdi>
              </>
            )}
          </p>
        </Callout>
      )}
      {row.unfinished && (
        <Callout tone="warn" title="It began, and the trace never says that it ended." />
      )}
      {error && (
        <Callout tone="error" title="This event could not be loaded." next="Reload the page." />
      )}
      {event && <EventBody event={event} />}
      {row.said && <SaidMessages said={row.said} poolSize={poolSize} />}
      {event?.extra !== undefined && (
        <Section title="More fields of the source">
          <JsonView label="More fields" value={event.extra} />
        </Section>
      )}
    </div>
  );
}

function facts(row: OutlineRow, start: number | null): [string, string][] {
  return [
    ['Kind', kindWord[row.kind]],
    ['Type', row.type],
    ...(row.name === null ? [] : [['Name', row.name] satisfies [string, string]]),
    ['Lane', row.lane],
    [
      'Started',
      row.startedAt === null
        ? dash
        : `${clockTime(row.startedAt)} (${offset(row.startedAt, start)})`,
    ],
    ['Took', duration(row.durationMs)],
    ['Hash', row.hash],
  ];
}

function CallFacts({ event }: { event: Extract<Event, { kind: 'model-call' }> }) {
  const { usage } = event;
  const rows: [string, string][] = [
    [
      'Input',
      tokenWords(usage?.input, [
        [usage?.cacheRead, 'from cache'],
        [usage?.cacheWrite, 'written to cache'],
      ]),
    ],
    ['Output', tokenWords(usage?.output, [[usage?.reasoning, 'reasoning']])],
    ['Cost', cost(event.costUsd)],
    ['Finish', event.finishReason ?? dash],
  ];
  return rows.map(([word, value]) => (
    <div key={word} className="contents">
      <dt className="text-text-3">{word}</dt>
      <dd className="font-mono text-text-1 tabular-nums">{value}</dd>
    </div>
  ));
}

function tokenWords(total: number | undefined, parts: [number | undefined, string][]): string {
  if (total === undefined) return dash;
  const told = parts.flatMap(([count, word]) =>
    count === undefined ? [] : [`${exactNumber(count)} ${word}`],
  );
  return `${exactNumber(total)} tokens${told.length > 0 ? ` (${told.join(', ')})` : ''}`;
}

function EventBody({ event }: { event: Event }) {
  switch (event.kind) {
    case 'tool-call':
      return (
        <Section title="Arguments">
          <ValueView value={event.input} />
        </Section>
      );
    case 'tool-result':
      return event.provenance ? (
        <p className="flex items-center gap-2 text-12 text-text-2">
          Answered <Badge>{provenanceWords(event.provenance)}</Badge>
        </p>
      ) : null;
    case 'edit':
      return (
        <Section title="Edits">
          <p className="text-12">{editsWords(event.edits)}</p>
          {event.edits.length > 0 && <JsonView label="Edits" value={toJson(event.edits)} />}
        </Section>
      );
    case 'state':
      return (
        <Section title="Operations">
          <JsonView label="Operations" value={toJson(event.operations)} />
        </Section>
      );
    case 'log':
      return (
        <>
          {event.text !== '' && <TextView text={event.text} />}
          {event.value !== undefined && <ValueView value={event.value} />}
        </>
      );
    case 'span':
    case 'error':
    case 'interrupt':
      return event.value === undefined ? null : (
        <Section title="Value">
          <ValueView value={event.value} />
        </Section>
      );
    case 'unreadable':
      return (
        <Callout tone="warn" title={event.reason} kept="The record is kept as it is, see Raw." />
      );
    default:
      return null;
  }
}

// Typed parts of an event are plain JSON by construction: they came through JSON.parse and a schema.
const toJson = (value: object): Json => value as Json;

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h2 className="mb-1 font-medium text-12 text-text-2">{title}</h2>
      {children}
    </section>
  );
}
