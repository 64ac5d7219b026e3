'use client';

import { useMemo, useState } from 'react';
import { useTraceSource } from '@/components/data/trace-source';
import { EmptyState } from '@/components/ui/empty-state';
import { Segments } from '@/components/ui/segments';
import type { KeyName } from '@/lib/replay/state/state-fold';
import type { Outline, OutlineRow } from '@/lib/trace/outline';
import { AsOfField } from './as-of-field';
import { AuditList } from './audit-list';
import { KeyHistory } from './key-history';
import { StateKeys } from './state-keys';

type View = 'keys' | 'audit';

/** The state as of the selected event: keys and values, what changed here, and every write and delete. */
export function StatePanel({
  outline,
  row,
  start,
  onOpen,
}: {
  outline: Outline;
  row: OutlineRow;
  /** Start of the trace, in ms since the epoch. */
  start: number | null;
  onOpen: (seq: number) => void;
}) {
  const { state } = useTraceSource();
  const [view, setView] = useState<View>('keys');
  const [key, setKey] = useState<KeyName | null>(null);
  const recorded = useMemo(() => outline.some(({ kind }) => kind === 'state'), [outline]);
  if (!state)
    return (
      <EmptyState title="State is not part of this share">
        Its keys and values stay with the trace it was made from.
      </EmptyState>
    );
  if (!recorded)
    return (
      <EmptyState title="This trace records no state">
        Its file holds no writes of keys, such as Statehouse transactions or AG-UI state events.
      </EmptyState>
    );
  if (key)
    return <KeyHistory name={key} seq={row.seq} onOpen={onOpen} onBack={() => setKey(null)} />;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-line border-b px-3 py-1">
        <Segments
          label="What is shown"
          value={view}
          onChange={setView}
          options={[
            { value: 'keys', label: `As of #${row.seq}` },
            { value: 'audit', label: 'Audit trail' },
          ]}
        />
        {view === 'keys' && <AsOfField outline={outline} start={start} onOpen={onOpen} />}
      </div>
      {view === 'keys' ? (
        <StateKeys outline={outline} row={row} onOpen={onOpen} onKey={setKey} />
      ) : (
        <AuditList state={state} seq={row.seq} onOpen={onOpen} />
      )}
    </div>
  );
}
