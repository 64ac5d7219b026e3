'use client';

import { useMemo, useState } from 'react';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { JsonView } from '@/components/ui/json-view';
import type { Json } from '@/lib/trace/json';
import { counted, exactNumber } from '@/lib/view/format-number';
import { type JsonChange, type JsonDiff, jsonChanges } from '@/lib/view/json-changes';
import { changeLine } from '@/lib/view/json-path';
import { prettyJson } from '@/lib/view/pretty-json';
import { JsonChangeView } from './json-change-view';
import { TextCompare } from './text-compare';
import { useCompared } from './use-compared';

/** Together longer than this, in characters, two values are compared in another thread. */
const veryLong = 200_000;
const portion = 100;

/** Two JSON values: what was added, removed, changed and moved, path by path, and both of them whole. */
export function JsonCompare({
  label,
  before,
  after,
}: {
  label: string;
  before: Json;
  after: Json;
}) {
  const texts = useMemo(
    () => [JSON.stringify(before), JSON.stringify(after)] as const,
    [before, after],
  );
  return texts[0].length + texts[1].length > veryLong ? (
    <LargeCompare label={label} before={before} after={after} texts={texts} />
  ) : (
    <SmallCompare label={label} before={before} after={after} />
  );
}

interface Values {
  label: string;
  before: Json;
  after: Json;
}

function SmallCompare({ label, before, after }: Values) {
  const diff = useMemo(() => jsonChanges(before, after), [before, after]);
  return <Compared label={label} before={before} after={after} diff={diff} />;
}

function LargeCompare({ texts, ...values }: Values & { texts: readonly [string, string] }) {
  const result = useCompared('json', ...texts);
  if (result === undefined)
    return (
      <p role="status" className="text-12 text-text-3">
        Comparing {exactNumber(texts[0].length + texts[1].length)} characters of JSON…
      </p>
    );
  if (result?.kind === 'json') return <Compared {...values} diff={result.json} />;
  return (
    <div>
      <p className="text-12 text-warn">
        There was no time to compare these values path by path: they are compared as text.
      </p>
      <TextCompare
        json
        label={values.label}
        before={prettyJson(values.before)}
        after={prettyJson(values.after)}
      />
    </div>
  );
}

const words: Record<JsonChange['kind'], string> = {
  changed: 'changed',
  added: 'added',
  removed: 'removed',
  moved: 'moved',
};

const countsOf = (changes: readonly JsonChange[]): string =>
  (['changed', 'added', 'removed', 'moved'] as const)
    .map((kind) => [changes.filter((change) => change.kind === kind).length, words[kind]] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${exactNumber(count)} ${word}`)
    .join(', ');

function Compared({ label, before, after, diff }: Values & { diff: JsonDiff }) {
  const [most, setMost] = useState(portion);
  const { changes, coarse } = diff;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex min-h-6 flex-wrap items-center gap-2 text-12 text-text-2">
        {changes.length === 0 ? 'The same JSON on both sides.' : countsOf(changes)}
        <span className="ml-auto flex flex-wrap gap-1">
          {changes.length > 0 && (
            <CopyButton
              look="ghost"
              label="Copy list"
              of={`of changes of ${label}`}
              text={() => changes.map(changeLine).join('\n')}
            />
          )}
          <CopyButton look="ghost" label="Copy A" of={label} text={() => prettyJson(before)} />
          <CopyButton look="ghost" label="Copy B" of={label} text={() => prettyJson(after)} />
        </span>
      </div>
      {coarse && (
        <p className="text-12 text-warn">
          Coarse: a list was too long and too different to look at every pair. Some of its entries
          are compared by their place.
        </p>
      )}
      {changes.length > 0 && (
        <ul aria-label={`Changes of ${label}`} className="border-line border-t">
          {changes.slice(0, most).map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: changes of two fixed values never move.
            <JsonChangeView key={index} change={change} />
          ))}
        </ul>
      )}
      {changes.length > most && (
        <p className="flex items-center gap-2 text-12 text-text-3">
          {exactNumber(most)} of {counted(changes.length, 'change')}
          <Button onClick={() => setMost(most + portion)}>
            Show {exactNumber(Math.min(portion, changes.length - most))} more
          </Button>
        </p>
      )}
      <details>
        <summary className="min-h-6 cursor-pointer text-12 text-text-2 hover:text-text-1">
          Both values, whole
        </summary>
        <div className="grid grid-cols-1 gap-3 pt-1 md:grid-cols-2">
          <Whole letter="A" label={label} value={before} />
          <Whole letter="B" label={label} value={after} />
        </div>
      </details>
    </div>
  );
}

function Whole({ letter, label, value }: { letter: string; label: string; value: Json }) {
  return (
    <div className="min-w-0">
      <p className="text-11 text-text-3">{letter}</p>
      <JsonView label={`${label} of ${letter}`} value={value} />
    </div>
  );
}
