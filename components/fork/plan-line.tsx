import type { Checkpoint } from '@/lib/replay/fork-at';
import type { Outline } from '@/lib/trace/outline';
import { counted } from '@/lib/view/format-number';

/** Where model calls go and who answers tools, before anything is sent. */
export function PlanLine({
  checkpoint,
  outline,
  endpoint,
}: {
  checkpoint: Checkpoint;
  outline: Outline;
  endpoint: string;
}) {
  const recorded = outline
    .slice(checkpoint.point.forkSeq + 1)
    .filter(({ kind, call, unfinished }) => kind === 'tool-result' && call !== null && !unfinished);
  return (
    <p className="min-w-0 text-12 text-text-2 [overflow-wrap:anywhere]">
      Model calls go to <bdi className="font-medium text-text-1">{endpoint}</bdi>. Tools:{' '}
      {counted(recorded.length, 'recorded result')} after this point{' '}
      {recorded.length === 1 ? 'answers by itself' : 'answer by themselves'}, the rest by hand.{' '}
      <span className="whitespace-nowrap">0 live.</span>
    </p>
  );
}
