import { useMemo } from 'react';
import { useTraceSource } from '@/components/data/trace-source';
import { useMessage } from '@/components/data/use-message';
import { type Edit, positionsOf } from '@/lib/trace/conversation';
import { MessageFrame } from './message-card';
import { PartView } from './part-view';

/** The messages that an event itself added to its conversation. */
export function SaidMessages({ said, poolSize }: { said: Edit; poolSize: number }) {
  const positions = useMemo(() => [...positionsOf(said.append)], [said]);
  if (positions.length === 0) return null;
  return (
    <section aria-label="Added messages" className="-mx-3 border-line border-t">
      {positions.map((position) => (
        <SaidMessage key={position} position={position} poolSize={poolSize} />
      ))}
    </section>
  );
}

function SaidMessage({ position, poolSize }: { position: number; poolSize: number }) {
  const { data } = useMessage(useTraceSource(), position, poolSize);
  return (
    <MessageFrame speaker={data?.message.role ?? null} name={data?.message.name}>
      {data?.message.parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a stored message never move.
        <PartView key={index} part={part} />
      ))}
    </MessageFrame>
  );
}
