import { Half, noRow } from './diff-half';
import { stateLook } from './row-state';
import type { ControlCell } from './use-control-cells';

/** The third column beside a row of A: whether the control did the same, else what it did. */
export function ControlHalf({ cell, lead }: { cell: ControlCell | null; lead?: boolean }) {
  if (!cell) return <span aria-hidden className={`border-line border-l ${noRow}`} />;
  const isMissing = cell.state === 'left';
  const { Glyph, word } = stateLook[cell.state];
  const state = (
    <span className="flex items-center gap-1 text-11 text-text-3">
      {lead && 'control'}
      <Glyph size={14} strokeWidth={1.5} aria-hidden />
      {isMissing ? 'not there' : word}
    </span>
  );
  const isSame = cell.state === 'same' || cell.seq === null;
  return (
    <span className={`flex min-w-0 items-center ${lead ? '' : 'border-line border-l'}`}>
      {isSame ? (
        <span className="px-2">{state}</span>
      ) : (
        <Half seq={cell.seq} row={cell.row} dim={cell.state === 'absorbed'} lead={state} brief />
      )}
    </span>
  );
}
