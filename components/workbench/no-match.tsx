'use client';

import { useWindow } from '@/components/timeline/use-window';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { exactNumber } from '@/lib/view/format-number';
import { plainLine } from '@/lib/view/plain-line';
import type { QueryBar } from './use-query-bar';

/** Instead of rows, where a query left none: why, and what would find some. */
export function NoMatch({ bar }: { bar: QueryBar }) {
  const { window, setWindow } = useWindow();
  if (bar.text.trim() === '')
    // Without a stretch all rows are on their way back already.
    return window === null ? null : (
      <EmptyState
        title="No event is in this stretch"
        actions={<Button onClick={() => setWindow(null)}>Show all</Button>}
      />
    );
  return (
    <EmptyState
      title={`0 of ${exactNumber(bar.of)} events match`}
      actions={
        <>
          {bar.cures.map(({ text, matches, without }) => (
            <Button key={text} onClick={() => bar.setText(without)}>
              {exactNumber(matches)} {matches === 1 ? 'matches' : 'match'} without{' '}
              <bdi className="max-w-48 truncate font-mono">{plainLine(text)}</bdi>
            </Button>
          ))}
          {window && <Button onClick={() => setWindow(null)}>Look in the whole trace</Button>}
          <Button onClick={() => bar.setText('')}>Clear the query</Button>
        </>
      }
    >
      {bar.cures.length === 0 &&
        'Words must all stand in one event, in any case; "several words" in quotes hold together.'}
    </EmptyState>
  );
}
