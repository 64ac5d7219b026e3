'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import type { DiffRow } from '@/lib/view/diff-rows';
import { counted } from '@/lib/view/format-number';
import { ContextBlock } from './context-block';
import { contextPoints, type Moment } from './context-points';
import { ContextSetup } from './context-setup';
import type { LoadedSide } from './diff-side';
import { LoadState } from './load-state';

interface ContextTabProps {
  row: Extract<DiffRow, { kind: 'pair' }>;
  a: LoadedSide;
  b: LoadedSide;
  sharedPrefix: number;
}

/** What the model saw at the event of each side: setup and messages, with what differs between them. */
export function ContextTab({ row, a, b, sharedPrefix }: ContextTabProps) {
  const points = useMemo(() => contextPoints(row, a, b, sharedPrefix), [row, a, b, sharedPrefix]);
  if (!points.a || !points.b)
    return (
      <EmptyState title={`Only ${points.a ? 'A' : 'B'} has this event`}>
        There is no moment on the other side to compare with. Open {points.a ? 'A' : 'B'} to see
        what its model saw.
      </EmptyState>
    );
  return <Contexts a={points.a} b={points.b} edit={row.state === 'edit'} />;
}

function Contexts({ a, b, edit }: { a: Moment; b: Moment; edit: boolean }) {
  const { data, isPending, error, refetch } = useQuery({
    queryKey: [...a.side.source.key, 'context', a.point, b.point],
    queryFn: ({ signal }) => a.side.source.context(a.point, b.point, signal),
  });
  if (!data) return <LoadState of={[{ isPending, error, retry: () => void refetch() }]} />;
  if (!data.a || !data.b)
    return (
      <EmptyState title="No conversation is known here">
        The trace of {data.a ? 'B' : data.b ? 'A' : 'either side'} does not say which messages
        belong to this event.
      </EmptyState>
    );
  const saw = a.point.side === 'before' && b.point.side === 'before';
  const differs =
    data.blocks.some(({ state }) => state !== 'same') || data.a.setup !== data.b.setup;
  return (
    <div>
      <p className="px-3 py-2 text-12 text-text-2">
        {edit
          ? 'The conversation before the edit and with it'
          : saw
            ? 'What the models were sent'
            : 'The conversation after this event'}
        : {counted(data.a.messages, 'message')} in A, {counted(data.b.messages, 'message')} in B.{' '}
        {!differs && 'Both are the same.'}
      </p>
      {data.coarse && (
        <p className="px-3 pb-2 text-12 text-warn">
          Coarse: a stretch was too different. Equal messages in it may show as only A and only B.
        </p>
      )}
      <ContextSetup a={a.side} b={b.side} hashes={[data.a.setup, data.b.setup]} />
      {data.blocks.map((block) => (
        <ContextBlock key={`${block.a}-${block.b}`} a={a.side} b={b.side} block={block} />
      ))}
    </div>
  );
}
