'use client';

import { useDeferredValue, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { TextInput } from '@/components/ui/field';
import { type ListedEntry, maxStateEntries, type StatePage } from '@/lib/api/state-contract';
import type { KeyName } from '@/lib/replay/state/state-fold';
import type { StateFilter } from '@/lib/replay/state/state-index';
import type { Outline, OutlineRow } from '@/lib/trace/outline';
import { counted, exactNumber } from '@/lib/view/format-number';
import { ChangeRow } from './change-row';
import { EntryRow } from './entry-row';
import { NameFilter } from './name-filter';
import { useStatePages } from './use-state-pages';

/** Keys by namespace and agent, each with its value, version and last writer. */
export function StateKeys({
  outline,
  row: { seq },
  onOpen,
  onKey,
}: {
  outline: Outline;
  row: OutlineRow;
  onOpen: (seq: number) => void;
  onKey: (name: KeyName) => void;
}) {
  const [filter, setFilter] = useState<StateFilter>({});
  const asked = useDeferredValue(filter);
  const { first, entries, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useStatePages(
    seq,
    asked,
  );
  if (error)
    return (
      <Callout live tone="error" title="The state could not be loaded." next="Reload the page." />
    );
  if (!first) return <p className="p-3 text-12 text-text-3">Loading…</p>;
  const filtered = asked.find || asked.namespace !== undefined || asked.agent !== undefined;
  const writer = (at: number): string | null => outline[at]?.lane ?? null;
  return (
    <section
      aria-label="State"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto"
    >
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-1">
        <TextInput
          type="search"
          aria-label="Find a key"
          placeholder="Find a key"
          className="h-6! min-w-24 flex-1 text-12!"
          value={filter.find ?? ''}
          onChange={(event) => setFilter({ ...filter, find: event.target.value || undefined })}
        />
        <NameFilter
          label="Namespace"
          names={first.namespaces}
          value={filter.namespace}
          onChange={(namespace) => setFilter({ ...filter, namespace })}
        />
        <NameFilter
          label="Agent"
          names={first.agents}
          value={filter.agent}
          onChange={(agent) => setFilter({ ...filter, agent })}
        />
        <span role="status" className="ml-auto text-12 text-text-3 tabular-nums">
          {counted(first.total, 'key')}
        </span>
      </div>
      <ChangedHere page={first} onOpen={onOpen} onKey={onKey} />
      {groupsOf(entries).map(({ namespace, agent, entries: own }) => (
        <section key={JSON.stringify([namespace, agent])} aria-label={`Keys of ${agent}`}>
          <GroupHead namespace={namespace} agent={agent} />
          <ul>
            {own.map((entry) => (
              <EntryRow
                // Another value of the same key begins folded as it should be.
                key={JSON.stringify([entry.key, entry.seq])}
                entry={entry}
                here={entry.seq === seq}
                writer={writer(entry.seq)}
                onOpen={onOpen}
                onKey={onKey}
              />
            ))}
          </ul>
        </section>
      ))}
      {first.total === 0 && (
        <EmptyState title={filtered ? 'No key meets this' : 'Nothing was written yet'}>
          {filtered
            ? 'Clear the field, or choose another namespace or agent.'
            : 'The first write comes later in this trace.'}
        </EmptyState>
      )}
      {hasNextPage && (
        <p className="flex items-center gap-2 p-3 text-12 text-text-2 tabular-nums">
          {exactNumber(entries.length)} of {counted(first.total, 'key')}
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show {exactNumber(Math.min(maxStateEntries, first.total - entries.length))} more
          </Button>
        </p>
      )}
      <Restarts page={first} />
    </section>
  );
}

function GroupHead({ namespace, agent }: { namespace: string; agent: string }) {
  return (
    <h2 className="sticky top-0 flex gap-2 border-line border-b bg-surface-1 px-3 py-0.5 text-11 text-text-3">
      {namespace !== '' && (
        <span className="[overflow-wrap:anywhere]">
          Namespace <bdi className="font-mono text-text-2">{namespace}</bdi>
        </span>
      )}
      <span className="[overflow-wrap:anywhere]">
        Agent <bdi className="font-mono text-text-2">{agent}</bdi>
      </span>
    </h2>
  );
}

function ChangedHere({
  page: { changedHere, changed },
  onOpen,
  onKey,
}: {
  page: StatePage;
  onOpen: (seq: number) => void;
  onKey: (name: KeyName) => void;
}) {
  if (changed === 0) return null;
  return (
    <section aria-label="Changed here" className="border-line border-b">
      <h2 className="px-3 pt-2 font-medium text-12">
        Changed here <span className="font-normal text-text-3">{counted(changed, 'key')}</span>
      </h2>
      <ul>
        {changedHere.map((change) => (
          <ChangeRow
            key={JSON.stringify([change.namespace, change.agent, change.key])}
            change={change}
            onOpen={onOpen}
            onKey={onKey}
          />
        ))}
      </ul>
      {changed > changedHere.length && (
        <p className="px-3 pb-2 text-12 text-text-3">
          The first {exactNumber(changedHere.length)} are shown. The audit trail has all.
        </p>
      )}
    </section>
  );
}

function Restarts({ page: { restarts } }: { page: StatePage }) {
  const [first] = restarts;
  if (!first) return null;
  return (
    <p className="border-line border-t p-3 text-11 text-text-3">
      Versions start again in this trace, first for <bdi className="font-mono">{first.key}</bdi> at
      #{first.seq} ({first.before}, then {first.after}). They are shown as recorded and order
      nothing.
    </p>
  );
}

interface Group {
  namespace: string;
  agent: string;
  entries: ListedEntry[];
}

/** Entries come by namespace and agent: each change of either begins a group. */
function groupsOf(entries: readonly ListedEntry[]): Group[] {
  const groups: Group[] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last?.namespace === entry.namespace && last.agent === entry.agent) last.entries.push(entry);
    else groups.push({ namespace: entry.namespace, agent: entry.agent, entries: [entry] });
  }
  return groups;
}
