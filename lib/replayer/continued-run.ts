import { ConversationLog } from '@/lib/formats/messages/conversation-log';
import { forkEvent, knownMessages } from '@/lib/replay/fork/fork-event';
import type { Checkpoint } from '@/lib/replay/fork-at';
import { TraceBuilder } from '@/lib/trace/builder';
import type { Message } from '@/lib/trace/message';
import { TotalsCounter } from '@/lib/trace/totals';
import type { TraceHeader } from '@/lib/trace/trace';
import { type OpenRun, openRun } from './open-run';
import { sha256 } from './sha256';

/** The run that began at a checkpoint: its past, the edit, and the messages that came after. */
export function continuedRun(
  { trace }: OpenRun,
  checkpoint: Checkpoint,
  said: readonly Message[],
): OpenRun {
  const { forkSeq } = checkpoint.point;
  const past = trace.outline.slice(0, forkSeq + 1);
  const events = trace.events.slice(0, forkSeq + 1);
  const outline = [...past];
  const messages = [...trace.messages];
  const setups = new Map(trace.setups);
  const blobs = new Map(trace.blobs);
  const totals = new TotalsCounter();
  for (const row of past) totals.add(row);
  let header: TraceHeader = trace.header;
  const builder = new TraceBuilder(
    sha256,
    {
      message: (row) => void messages.push(row),
      setup: (hash, setup) => void setups.set(hash, setup),
      blob: (ref, bytes) => void blobs.set(ref.sha256, { ref, bytes }),
      event: (event, row) => {
        events.push(event);
        outline.push(row);
      },
      note: () => undefined,
      finish: (finished) => {
        header = finished;
      },
    },
    {
      ...{ seq: forkSeq + 1, position: messages.length, forkSeq, poolBase: messages.length },
      totals: totals.read(messages.length),
      lanes: trace.header.lanes,
      known: knownMessages(checkpoint, sha256),
    },
  );
  const { conversation } = builder.add(forkEvent(builder, checkpoint, null));
  const log = new ConversationLog(builder, conversation ?? undefined);
  log.begin(checkpoint.setup);
  for (const message of said) log.tell({ message, records: [] });
  log.end();
  builder.finish({
    name: trace.header.name,
    format: trace.header.format,
    outcome: log.pending ? 'unfinished' : 'unknown',
    timeQuality: trace.header.timeQuality,
  });
  const title = `${trace.title}, forked at ${checkpoint.point.seq}`;
  const borrowed = { events: past.length, messages: trace.messages.length };
  return openRun({
    ...{ key: trace.key, title, parentKey: trace.key, header, events, outline, messages, setups },
    ...{ blobs, notes: [], prompts: new Map(), borrowed },
  });
}
