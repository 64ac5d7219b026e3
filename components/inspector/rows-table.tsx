import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ContentText } from '@/components/ui/content-text';
import { preview } from '@/components/ui/fold-text';
import type { Json, JsonObject } from '@/lib/trace/json';
import { dash, exactNumber } from '@/lib/view/format-number';

/** Rows are drawn in portions, and the table says how many there are. */
const portion = 50;
/** Longer cells are cut: the tree has all of them. */
const longestCell = 200;

/** Records as rows. Keys and cells are the trace's words and nothing else. */
export function RowsTable({
  columns,
  rows,
}: {
  columns: readonly string[];
  rows: readonly JsonObject[];
}) {
  const [limit, setLimit] = useState(portion);
  const shown = rows.slice(0, limit);
  const size = `${exactNumber(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <section
        aria-label={`Table of ${size}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must scroll by keyboard too
        tabIndex={0}
        className="content max-w-full overflow-x-auto border border-line"
      >
        <table className="w-max min-w-full border-collapse text-left">
          <thead>
            <tr className="border-line border-b bg-surface-1">
              <th scope="col" className="px-2 py-1 text-right font-medium text-text-3">
                <span className="sr-only">Row</span>
                <span aria-hidden>#</span>
              </th>
              {columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className="whitespace-nowrap px-2 py-1 font-medium text-text-2"
                >
                  <bdi>
                    {column === '' ? '""' : <ContentText text={preview(column, 80)} codes />}
                  </bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, at) => (
              // Rows have no identity of their own and never move.
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is the row's name
              <tr key={at} className="border-line border-b align-top last:border-b-0">
                <th
                  scope="row"
                  className="px-2 py-1 text-right font-normal text-text-3 tabular-nums"
                >
                  {exactNumber(at + 1)}
                </th>
                {columns.map((column) => (
                  <td key={column} className="px-2 py-1">
                    <Cell value={Object.hasOwn(row, column) ? row[column] : undefined} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > limit && (
        <p className="text-11 text-text-3">
          {exactNumber(limit)} of {size}
          <Button look="ghost" onClick={() => setLimit(limit + portion)}>
            Show {exactNumber(Math.min(portion, rows.length - limit))} more
          </Button>
        </p>
      )}
    </div>
  );
}

function Cell({ value }: { value: Json | undefined }) {
  // A row without the key is another thing than one with null.
  if (value === undefined)
    return (
      <>
        <span aria-hidden className="text-text-3">
          {dash}
        </span>
        <span className="sr-only">not in this row</span>
      </>
    );
  if (typeof value !== 'string' && (value === null || typeof value !== 'object'))
    return <span className="text-text-2 tabular-nums">{String(value)}</span>;
  if (value === '') return <span className="text-text-3">""</span>;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return (
    <div className="w-max max-w-[36ch] whitespace-pre-wrap">
      <bdi>
        <ContentText text={preview(text, longestCell)} codes />
      </bdi>
      {text.length > longestCell && <span className="text-text-3">…</span>}
    </div>
  );
}
