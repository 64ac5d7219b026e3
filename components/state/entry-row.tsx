'use client';

import { ValueView } from '@/components/inspector/part-view';
import { Badge } from '@/components/ui/badge';
import { classes } from '@/components/ui/classes';
import { ContentText } from '@/components/ui/content-text';
import { JsonView } from '@/components/ui/json-view';
import type { ListedEntry } from '@/lib/api/state-contract';
import type { KeyName } from '@/lib/replay/state/state-fold';
import { counted, exactNumber } from '@/lib/view/format-number';
import { EventLink } from './event-link';

/** A key as it stands: its value or tombstone, its version, and who wrote it when. */
export function EntryRow({
  entry,
  here,
  writer,
  onOpen,
  onKey,
}: {
  entry: ListedEntry;
  /** The selected event wrote it. */
  here: boolean;
  /** The lane of the event that wrote it. */
  writer: string | null;
  onOpen: (seq: number) => void;
  onKey: (name: KeyName) => void;
}) {
  const { namespace, agent, key, deleted, version, seq, writes } = entry;
  return (
    <li
      className={classes(
        'flex flex-col gap-1 border-line border-b border-l-[3px] px-3 py-1.5',
        here ? 'border-l-select bg-select-tint' : 'border-l-transparent',
      )}
    >
      <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
        <KeyText text={key} deleted={deleted} />
        {deleted && <Badge>deleted</Badge>}
        {here && <Badge tone="select">changed here</Badge>}
        <span className="ml-auto flex flex-wrap items-center gap-x-2 text-11 text-text-3 tabular-nums">
          {version !== null && <span title="Version, as recorded">v{exactNumber(version)}</span>}
          <span>
            {deleted ? 'deleted' : 'written'} at <EventLink seq={seq} onOpen={onOpen} />
            {writer !== null && (
              <>
                {' '}
                by <bdi className="font-mono">{writer}</bdi>
              </>
            )}
          </span>
          <button
            type="button"
            className="min-h-6 underline decoration-line-strong underline-offset-2 hover:text-text-1"
            aria-label={`History of ${key}`}
            onClick={() => onKey({ namespace, agent, key })}
          >
            {counted(writes, 'write')}
          </button>
        </span>
      </div>
      {!deleted && <EntryValue entry={entry} />}
    </li>
  );
}

/** The words of the trace, struck through where they name what is gone. */
export function KeyText({ text, deleted = false }: { text: string; deleted?: boolean }) {
  const words = text === '' ? '""' : <ContentText text={text} codes />;
  const look = 'min-w-0 font-mono text-12 [overflow-wrap:anywhere]';
  return deleted ? (
    <del className={classes(look, 'text-text-3')}>
      <bdi>{words}</bdi>
    </del>
  ) : (
    <bdi className={classes(look, 'font-medium text-text-1')}>{words}</bdi>
  );
}

export function EntryValue({
  entry: { key, value, size },
}: {
  entry: Omit<ListedEntry, 'writes' | 'deleted'>;
}) {
  if (size !== null)
    return (
      <p className="text-12 text-text-3">
        {exactNumber(size)} characters of JSON: see the event that wrote it.
      </p>
    );
  return value !== null && typeof value === 'object' ? (
    <JsonView label={`Value of ${key}`} value={value} open={1} />
  ) : (
    <ValueView value={value} />
  );
}
