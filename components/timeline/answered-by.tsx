'use client';

import { useTraceSource } from '@/components/data/trace-source';
import { useEvent } from '@/components/inspector/use-conversation';
import { Badge } from '@/components/ui/badge';
import { provenanceWords } from '@/lib/view/provenance-words';

/** Who answered the call of a branch. Fetched for the rows in view only; what a run just brought is there already. */
export function AnsweredBy({ seq }: { seq: number }) {
  const { data: event } = useEvent(useTraceSource(), seq);
  if (event?.kind !== 'tool-result' || !event.provenance) return null;
  const words = provenanceWords(event.provenance);
  return (
    <span className="flex min-w-0 max-w-[45%] shrink-0">
      <Badge title={words}>
        <bdi className="max-w-full truncate">{words}</bdi>
      </Badge>
    </span>
  );
}
