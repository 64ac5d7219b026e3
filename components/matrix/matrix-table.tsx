import type { Endpoint } from '@/lib/api/endpoint-contract';
import type { Matrix, MatrixColumn } from '@/lib/api/matrix-contract';
import { CellRow } from './cell-row';
import { ColumnHead } from './column-head';
import { rowLook } from './row-look';
import { SummaryRow } from './summary-row';

/**
 * All runs of a matrix, in a group per column. On a phone each row is a card, and every cell says what it is.
 */
export function MatrixTable({
  matrix,
  endpoints,
}: {
  matrix: Matrix;
  endpoints: readonly Endpoint[] | null;
}) {
  const { columns, repeats } = matrix;
  const single = repeats === 1;
  const hasControl = columns.some(({ control }) => control) && columns.length > 1;
  const head = (column: MatrixColumn) => <ColumnHead column={column} endpoints={endpoints} />;
  return (
    <section
      className="overflow-x-auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
      tabIndex={0}
      aria-label="Runs"
    >
      <table className="w-full border-collapse text-left text-12 max-sm:block">
        <thead className="max-sm:sr-only">
          <tr className="h-7 border-line border-b text-text-3">
            <Head>{single ? 'Variant' : 'Variant and run'}</Head>
            <Head>Outcome</Head>
            <Head numeric>Steps</Head>
            <Head numeric>Tokens in</Head>
            <Head numeric>Tokens out</Head>
            <Head numeric>Cost</Head>
            <Head numeric>Time</Head>
            <Head>Against the parent</Head>
            {hasControl && <Head>Control</Head>}
            <Head>Last reply</Head>
          </tr>
        </thead>
        {columns.map((column, index) => {
          const cells = matrix.cells.filter((cell) => cell.column === index);
          return (
            // Columns are never reordered, and two may have one label.
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <tbody key={index} className={rowLook.group}>
              {!single && (
                <SummaryRow
                  head={head(column)}
                  cells={cells}
                  repeats={repeats}
                  hasControl={hasControl}
                />
              )}
              {Array.from({ length: repeats }, (_, repeat) => (
                <CellRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: a repeat is its number.
                  key={repeat}
                  matrix={matrix}
                  column={column}
                  repeat={repeat}
                  cell={cells.find((cell) => cell.repeat === repeat)}
                  head={single ? head(column) : null}
                  hasControl={hasControl}
                />
              ))}
            </tbody>
          );
        })}
      </table>
    </section>
  );
}

function Head({ numeric, children }: { numeric?: boolean; children: React.ReactNode }) {
  return (
    <th scope="col" className={`whitespace-nowrap px-3 font-medium ${numeric ? 'text-right' : ''}`}>
      {children}
    </th>
  );
}
