'use client';

import { useState } from 'react';
import { useTraceSource } from '@/components/data/trace-source';
import { useLoadedPages } from '@/components/data/use-outline';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog } from '@/components/ui/dialog';
import { useShortcuts } from '@/components/ui/shortcuts';
import type { Selection } from '@/components/workbench/use-selection';
import type { Outline } from '@/lib/trace/outline';
import { kindWord, rowName } from '@/lib/view/event-words';
import { Composer } from './composer';
import { type Draft, emptyDraft } from './draft';
import { useForkBodies } from './use-fork-bodies';
import { useForkSheet } from './use-fork-sheet';
import { useLeftOutDraft } from './use-left-out-draft';

/**
 * The composer beside the trace, and its key. It stays here while it is closed: what was typed at an event is there
 * again when it is opened again.
 */
export function ForkSheet({
  traceId,
  selection,
  outline,
}: {
  traceId: string;
  selection: Selection;
  outline: Outline;
}) {
  const { isOpen, isWithout, open, close } = useForkSheet();
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Draft>>(new Map());
  const { row, side } = selection;
  const source = useTraceSource();
  // Which setup holds may be told by a later row.
  const complete = useLoadedPages(source) !== undefined;
  const { bodies, error, retry } = useForkBodies(
    source,
    outline,
    isOpen && complete && row ? row.seq : null,
    side,
  );
  const leftOut = useLeftOutDraft(isWithout && row ? row.seq : null);
  useShortcuts(
    { f: { label: 'Fork here', run: () => row && open(row, side) } },
    { group: 'Trace', enabled: row !== null },
  );
  if (!isOpen || !row) return null;
  const first = isWithout ? leftOut.draft : emptyDraft;
  // What is typed without some events is another draft than what is typed with all.
  const draftKey = `${row.seq}?${isWithout ? leftOut.x : ''}`;
  if (bodies && first)
    return (
      <Composer
        key={draftKey}
        traceId={traceId}
        outline={outline}
        row={row}
        side={side}
        onSide={selection.turn}
        bodies={bodies}
        draft={drafts.get(draftKey) ?? first}
        onDraft={(draft) => setDrafts(new Map(drafts).set(draftKey, draft))}
        onClose={close}
      />
    );
  return (
    <Dialog
      as="sheet"
      wide
      open
      onOpenChange={close}
      title="Fork"
      description={`${side} #${row.seq}, ${kindWord[row.kind]} ${rowName(row)}`}
    >
      {leftOut.trouble !== null && isWithout ? (
        <Callout
          tone="warn"
          title={leftOut.trouble}
          kept="Nothing was changed."
          next="Leave fewer events out, or fork without leaving any out."
        />
      ) : error ? (
        <Callout
          tone="error"
          title="The conversation could not be loaded."
          kept="Nothing was changed."
          next={error.message}
          actions={<Button onClick={retry}>Try again</Button>}
        />
      ) : (
        <p className="text-12 text-text-3">Loading the conversation…</p>
      )}
    </Dialog>
  );
}
