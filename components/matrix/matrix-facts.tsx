import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Matrix } from '@/lib/api/matrix-contract';
import { counted } from '@/lib/view/format-number';
import { clockTime } from '@/lib/view/format-time';
import { traceLink } from '@/lib/view/links';
import { limitsWords } from './matrix-words';

/** Which fork it is, in how many ways it runs, and how far each may go. */
export function MatrixFacts({ matrix }: { matrix: Matrix }) {
  const { columns, repeats, seq, side } = matrix;
  const controls = columns.filter(({ control }) => control).length;
  const at = (
    <>
      {side} <span className="font-mono">#{seq}</span> of <bdi>{matrix.traceName}</bdi>
    </>
  );
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 border-line border-b px-3 py-2 text-12">
      <Fact word="Fork">
        {matrix.traceDeleted ? (
          <>
            {at} <span className="text-text-3">(deleted)</span>
          </>
        ) : (
          <Link
            href={traceLink(matrix.traceId, { seq })}
            className="inline-flex min-h-6 items-center underline decoration-line-strong underline-offset-2 hover:decoration-current"
          >
            <span className="[overflow-wrap:anywhere]">{at}</span>
          </Link>
        )}
      </Fact>
      <Fact word="Runs">
        {counted(columns.length, 'variant')} × {counted(repeats, 'repeat')}
        {controls > 0 &&
          `, ${controls === 1 ? 'one variant is a control' : `${controls} variants are controls`}`}
      </Fact>
      <Fact word="Limits">{limitsWords(matrix.limits)}</Fact>
      <Fact word="Started">{clockTime(Date.parse(matrix.createdAt))}</Fact>
    </dl>
  );
}

function Fact({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div className="flex min-h-6 min-w-0 items-center gap-2">
      <dt className="shrink-0 text-text-3">{word}</dt>
      <dd className="min-w-0 text-text-2">{children}</dd>
    </div>
  );
}
