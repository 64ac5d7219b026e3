import Link from 'next/link';
import { controlWords } from '@/lib/view/control-rows';
import { counted } from '@/lib/view/format-number';
import type { DiffSide } from './diff-side';
import { rowGrid } from './row-state';
import type { ControlRun } from './use-control';

interface DiffColumnsProps {
  a: DiffSide;
  b: DiffSide;
  control: ControlRun;
  /** Rows that only the control has: they stand in no row here. */
  only: number;
  wide: boolean;
}

/** What the three columns are, right above them, and what the control says about the verdict. */
export function DiffColumns({ a, b, control, only, wide }: DiffColumnsProps) {
  const name = (
    <Link href={control.link()} className="min-w-0 truncate hover:underline">
      <bdi>{control.name}</bdi>
    </Link>
  );
  const words = control.diff ? controlWords(control.diff) : 'on its way';
  const more = only > 0 ? `, ${counted(only, 'event')} more` : '';
  return (
    <div className="shrink-0 border-line border-b text-12 text-text-3">
      <p className="flex min-h-6 flex-wrap items-center gap-x-1 px-3 text-text-2">
        The control {name} {words}
        {more}.
      </p>
      {wide && (
        <div aria-hidden className={`mr-6 grid h-6 items-center ${rowGrid(true)}`}>
          <bdi className="truncate px-2">A {a.name}</bdi>
          <span />
          <bdi className="truncate px-2">B {b.name}</bdi>
          <bdi className="truncate px-2">Control</bdi>
        </div>
      )}
    </div>
  );
}
