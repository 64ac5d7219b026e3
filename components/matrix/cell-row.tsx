import { Equal, GitCompare, GitFork } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Matrix, MatrixCell, MatrixColumn } from '@/lib/api/matrix-contract';
import { cost, dash, duration, exactNumber, shortNumber } from '@/lib/view/format-number';
import { diffLink, traceLink } from '@/lib/view/links';
import { partingWords } from '@/lib/view/matrix-summary';
import { CellState } from './cell-state';
import { rowLook } from './row-look';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

interface CellRowProps {
  matrix: Matrix;
  column: MatrixColumn;
  repeat: number;
  /** Absent: its branch is gone for good. */
  cell: MatrixCell | undefined;
  /** Of the column, where each has one run. */
  head: ReactNode;
  hasControl: boolean;
}

/** One run: how it ended, what it took, where it parts from the parent, what it said. */
export function CellRow({ matrix, column, repeat, cell, head, hasControl }: CellRowProps) {
  const live = cell && !cell.deleted ? cell : null;
  const of = `of ${column.label}, run ${repeat + 1}`;
  return (
    <tr className={rowLook.row}>
      <th scope="row" className={`${rowLook.head} ${head ? '' : 'sm:pl-6'}`}>
        {head}
        {live ? (
          <Link
            href={traceLink(live.traceId)}
            className={`${rowLook.link} text-text-2 underline decoration-line-strong underline-offset-2 hover:text-text-1 ${head ? 'mt-0' : ''}`}
          >
            {head ? 'Open the branch' : `Run ${repeat + 1}`}
            <span className="sr-only"> {of}</span>
          </Link>
        ) : (
          <span className="text-text-3">Run {repeat + 1}</span>
        )}
      </th>
      {live ? (
        <>
          <td className={rowLook.cell} data-label="Outcome">
            <Outcome cell={live} of={of} />
          </td>
          <Figures cell={live} />
          <td className={rowLook.cell} data-label="Against the parent">
            <Against matrix={matrix} cell={live} of={of} />
          </td>
          {hasControl && (
            <td className={rowLook.cell} data-label="Control">
              {live.baseline && live.status !== 'queued' ? (
                <Link
                  href={diffLink(live.baseline, live.traceId)}
                  className={`${rowLook.link} hover:underline`}
                >
                  <GitCompare {...glyph} />
                  Diff<span className="sr-only"> with the control {of}</span>
                </Link>
              ) : (
                <span className="text-text-3">{dash}</span>
              )}
            </td>
          )}
          <td className={`${rowLook.cell} text-text-2`} data-label="Last reply">
            <bdi
              className="line-clamp-2 min-w-0 max-w-[60ch] [overflow-wrap:anywhere]"
              title={live.answer ?? undefined}
            >
              {live.answer ?? dash}
            </bdi>
          </td>
        </>
      ) : (
        <td
          className={`${rowLook.cell} text-text-3`}
          data-label="Outcome"
          colSpan={hasControl ? 9 : 8}
        >
          deleted
        </td>
      )}
    </tr>
  );
}

function Outcome({ cell: { status, reason, traceId }, of }: { cell: MatrixCell; of: string }) {
  return (
    <span className="flex min-w-0 max-w-[28ch] flex-col">
      {status === 'waiting' ? (
        <Link href={traceLink(traceId)} className={`${rowLook.link} underline`}>
          <CellState status={status} />
          <span className="sr-only"> {of}: open the branch</span>
        </Link>
      ) : (
        <CellState status={status} />
      )}
      {reason && status !== 'done' && (
        <bdi className="line-clamp-3 text-11 text-text-3 [overflow-wrap:anywhere]" title={reason}>
          {reason}
        </bdi>
      )}
    </span>
  );
}

function Figures({ cell }: { cell: MatrixCell }) {
  const { inputTokens, outputTokens, costUsd, durationMs } = cell;
  const queued = cell.status === 'queued';
  const figures: [string, string, string][] = [
    ['Steps', queued ? dash : exactNumber(cell.steps), ''],
    ['Tokens in', shortNumber(inputTokens), exactNumber(inputTokens)],
    ['Tokens out', shortNumber(outputTokens), exactNumber(outputTokens)],
    ['Cost', cost(costUsd), costUsd === null ? 'not known' : `$${costUsd}`],
    ['Time', duration(durationMs), durationMs === null ? '' : `${exactNumber(durationMs)} ms`],
  ];
  return figures.map(([label, short, exact]) => (
    <td key={label} className={rowLook.number} data-label={label} title={exact || undefined}>
      {short}
    </td>
  ));
}

function Against({ matrix, cell, of }: { matrix: Matrix; cell: MatrixCell; of: string }) {
  const words = partingWords(cell);
  if (words === dash) return <span className="text-text-3">{dash}</span>;
  const Glyph = cell.parts ? GitFork : Equal;
  const shown = (
    <>
      <Glyph {...glyph} className="shrink-0" />
      {words}
    </>
  );
  const look = `${rowLook.link} ${cell.parts ? 'text-diverge' : 'text-text-2'}`;
  if (matrix.traceDeleted) return <span className={look}>{shown}</span>;
  return (
    <Link href={diffLink(matrix.traceId, cell.traceId)} className={`${look} hover:underline`}>
      {shown}
      <span className="sr-only">: diff with the parent {of}</span>
    </Link>
  );
}
