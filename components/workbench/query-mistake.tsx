'use client';

import { Button } from '@/components/ui/button';
import { plainLine } from '@/lib/view/plain-line';
import { aroundMistake } from '@/lib/view/query-words';
import type { QueryBar } from './use-query-bar';

/** Below the query: where it goes wrong and what was probably meant, or what cannot be looked for here. */
export function QueryMistake({ id, bar }: { id: string; bar: QueryBar }) {
  const { error, text, setText, rowsOnly } = bar;
  return (
    <div role="alert" id={id} className="px-3 text-12 empty:hidden">
      {error && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pb-1.5">
          <Marked text={text} error={error} />
          <span className="text-bad">{error.message}</span>
          {error.suggestion !== null && (
            <Button
              onClick={() =>
                setText(text.slice(0, error.start) + error.suggestion + text.slice(error.end))
              }
            >
              Use <bdi className="font-mono">{plainLine(error.suggestion)}</bdi>
            </Button>
          )}
        </div>
      )}
      {rowsOnly && (
        <p className="pb-1.5 text-text-2">
          A shared trace can be searched by its rows only: kinds, names and the line that each row
          shows.
        </p>
      )}
    </div>
  );
}

function Marked({ text, error }: { text: string; error: { start: number; end: number } }) {
  const [before, part, after] = aroundMistake(text, error);
  return (
    <bdi className="max-w-full truncate font-mono text-text-2">
      {plainLine(before.slice(-40))}
      <mark className="bg-bad-tint text-bad underline decoration-wavy underline-offset-2">
        {part === '' ? <span aria-hidden>‸</span> : plainLine(part)}
        {part === '' && <span className="sr-only">here</span>}
      </mark>
      {plainLine(after.slice(0, 40))}
    </bdi>
  );
}
