'use client';

import { useMemo } from 'react';
import { JsonChangeView } from '@/components/diff/json-change-view';
import { Badge } from '@/components/ui/badge';
import type { ListedChange } from '@/lib/api/state-contract';
import type { KeyName } from '@/lib/replay/state/state-fold';
import type { Json } from '@/lib/trace/json';
import { counted, exactNumber } from '@/lib/view/format-number';
import { jsonChanges } from '@/lib/view/json-changes';
import { EntryValue, KeyText } from './entry-row';

/** Changes of one value that are shown; the value itself stands below. */
const shown = 20;

/** What the selected event did to a key: before and after, path by path where both have structure. */
export function ChangeRow({
  change: { namespace, agent, key, before, after },
  onKey,
}: {
  change: ListedChange;
  onOpen: (seq: number) => void;
  onKey: (name: KeyName) => void;
}) {
  const known = before && !before.deleted ? before : null;
  const word = after.deleted ? 'deleted' : known ? 'changed' : 'new';
  const left = [known, after].some((entry) => entry !== null && entry.size !== null);
  return (
    <li className="flex flex-col gap-1 px-3 py-1.5">
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <button
          type="button"
          className="min-h-6 min-w-0 text-left hover:underline"
          title="History of this key"
          onClick={() => onKey({ namespace, agent, key })}
        >
          <KeyText text={key} deleted={after.deleted} />
        </button>
        <Badge tone={word === 'deleted' ? 'bad' : word === 'new' ? 'ok' : 'select'}>{word}</Badge>
        <span className="text-11 text-text-3">
          {namespace !== '' && <bdi className="font-mono">{namespace} </bdi>}
          <bdi className="font-mono">{agent}</bdi>
        </span>
      </div>
      {left ? (
        <EntryValue entry={after} />
      ) : (
        <Changes
          before={known ? known.value : undefined}
          after={after.deleted ? undefined : after.value}
        />
      )}
    </li>
  );
}

/** `undefined`: there is no value on that side. */
function Changes({ before, after }: { before: Json | undefined; after: Json | undefined }) {
  const changes = useMemo(() => {
    if (before === undefined && after === undefined) return [];
    if (before === undefined) return [{ kind: 'added' as const, path: [], after: after ?? null }];
    if (after === undefined) return [{ kind: 'removed' as const, path: [], before }];
    return jsonChanges(before, after).changes;
  }, [before, after]);
  if (changes.length === 0)
    return <p className="text-12 text-text-3">Written again, with the same value.</p>;
  return (
    <>
      <ul className="border-line border-t">
        {changes.slice(0, shown).map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: changes of two fixed values never move.
          <JsonChangeView key={index} change={change} />
        ))}
      </ul>
      {changes.length > shown && (
        <p className="text-12 text-text-3">
          {exactNumber(shown)} of {counted(changes.length, 'change')}; the value stands below.
        </p>
      )}
    </>
  );
}
