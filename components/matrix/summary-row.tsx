import type { ReactNode } from 'react';
import type { MatrixCell } from '@/lib/api/matrix-contract';
import { cost, dash, duration, exactNumber, shortNumber } from '@/lib/view/format-number';
import { matrixSummary, rangeWords, type Spread } from '@/lib/view/matrix-summary';
import { rowLook } from './row-look';

/** Head of a column: what it is, and the medians of its runs that are done, with their range. */
export function SummaryRow({
  head,
  cells,
  repeats,
  hasControl,
}: {
  head: ReactNode;
  cells: readonly MatrixCell[];
  repeats: number;
  hasControl: boolean;
}) {
  const summary = matrixSummary(cells, repeats);
  const { done, parted, told } = summary;
  const figures: [string, Spread | null, (value: number) => string][] = [
    ['Steps', summary.steps, exactNumber],
    ['Tokens in', summary.inputTokens, shortNumber],
    ['Tokens out', summary.outputTokens, shortNumber],
    ['Cost', summary.costUsd, cost],
    ['Time', summary.durationMs, duration],
  ];
  return (
    <tr className={`${rowLook.row} bg-surface-1`}>
      <th scope="rowgroup" className={rowLook.head}>
        {head}
      </th>
      <td className={rowLook.cell} data-label="Outcome">
        <span>
          {done} of {repeats} done
          {done > 1 && <Small>medians and ranges</Small>}
        </span>
      </td>
      {figures.map(([label, found, show]) => (
        <td key={label} className={rowLook.number} data-label={label}>
          <span>
            {found ? show(found.median) : dash}
            {found && <Small>{rangeWords(found, done, show)}</Small>}
          </span>
        </td>
      ))}
      <td className={rowLook.cell} data-label="Against the parent">
        {told === 0 ? (
          <span className="text-text-3">{dash}</span>
        ) : (
          <span className={parted > 0 ? 'text-diverge' : 'text-text-2'}>
            {parted} of {told} part
          </span>
        )}
      </td>
      {hasControl && <td className="max-sm:hidden" />}
      <td className="max-sm:hidden" />
    </tr>
  );
}

function Small({ children }: { children: ReactNode }) {
  return <span className="block text-11 text-text-3 empty:hidden">{children}</span>;
}
