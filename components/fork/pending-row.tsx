import { CirclePause } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import type { PendingCheckpointCall } from '@/lib/replay/fork-at';
import { jsonLine } from '@/lib/trace/summary';
import { plainLine } from '@/lib/view/plain-line';

/** A call that is answered before the model is asked anything. */
export function PendingRow({ call }: { call: PendingCheckpointCall }) {
  const tool = plainLine(call.tool);
  return (
    <li className="flex min-h-8 items-center gap-2 border-line border-b px-1">
      <CirclePause size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-text-2" />
      <bdi className="w-16 shrink-0 truncate font-mono text-12" title={tool}>
        {tool}
      </bdi>
      <bdi className="min-w-0 flex-1 truncate font-mono text-12 text-text-2">
        {plainLine(jsonLine(call.input))}
      </bdi>
      <Badge title="It is answered before the model is asked, by whoever answers this tool.">
        waits for its answer
      </Badge>
    </li>
  );
}
