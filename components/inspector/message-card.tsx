import { memo } from 'react';
import { useTraceSource } from '@/components/data/trace-source';
import { useMessage } from '@/components/data/use-message';
import { Badge } from '@/components/ui/badge';
import type { ConversationEntry } from '@/lib/replay/conversation-at';
import type { Message } from '@/lib/trace/message';
import { PartView } from './part-view';

const roleTone: Record<Message['role'], string> = {
  system: 'bg-log',
  user: 'bg-user',
  assistant: 'bg-model',
  tool: 'bg-result',
};

/** A message with who says it, where it came from and how sure we are of it. */
export const MessageCard = memo(function MessageCard({
  entry,
  poolSize,
  onOpen,
}: {
  entry: ConversationEntry;
  poolSize: number;
  onOpen: (seq: number) => void;
}) {
  const { data, isPending, error } = useMessage(useTraceSource(), entry.position, poolSize);
  return (
    <MessageFrame
      speaker={data?.message.role ?? null}
      name={data?.message.name}
      aside={
        <>
          {entry.fidelity !== 'exact' && <Badge>{entry.fidelity}</Badge>}
          <button
            type="button"
            className="min-h-6 px-1 font-mono text-11 text-text-3 tabular-nums hover:text-text-1 hover:underline"
            onClick={() => onOpen(entry.seq)}
            title="Open the event that brought this message in"
          >
            #{entry.seq}
          </button>
        </>
      }
    >
      {isPending && <p className="text-12 text-text-3">Loading…</p>}
      {error && <p className="text-12 text-bad">This message could not be loaded.</p>}
      {data === null && <p className="text-12 text-bad">This message is not in the store.</p>}
      {data?.message.parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a stored message never move.
        <PartView key={index} part={part} />
      ))}
    </MessageFrame>
  );
});

export function MessageFrame({
  speaker,
  name,
  aside,
  children,
}: {
  speaker: Message['role'] | null;
  name?: string;
  aside?: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <article className="relative border-line border-b py-2 pr-3 pl-4">
      <span
        aria-hidden
        className={`absolute inset-y-0 left-0 w-[3px] ${speaker ? roleTone[speaker] : 'bg-line'}`}
      />
      <header className="mb-1 flex min-h-6 items-center gap-2">
        <h2 className="font-medium text-12 text-text-2">{speaker ?? '…'}</h2>
        {name && <bdi className="truncate font-mono text-11 text-text-3">{name}</bdi>}
        <div className="ml-auto flex items-center gap-2">{aside}</div>
      </header>
      <div className="flex flex-col gap-2">{children}</div>
    </article>
  );
}
