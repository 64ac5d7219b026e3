import { GitFork } from 'lucide-react';
import type { OutlineRow } from '@/lib/trace/outline';
import type { DiffRow, PairRow } from '@/lib/view/diff-rows';
import { rowLabel } from '@/lib/view/event-words';
import { ControlHalf } from './control-half';
import { Half } from './diff-half';
import { FoldLine, foldWords } from './fold-line';
import { ForkLine } from './fork-line';
import { rowGrid, stateLook } from './row-state';
import type { ControlCell } from './use-control-cells';

export interface RowContent {
  left: OutlineRow | undefined;
  right: OutlineRow | undefined;
  /** The two part here. */
  parting: boolean;
  /** What folded absorbed rows are. */
  absorbed: string;
  /** undefined: there is no third column; null: nothing is in it here. */
  control: ControlCell | null | undefined;
}

interface DiffRowViewProps extends RowContent {
  row: DiffRow;
  /** The fork line is drawn with a flash: once, when the page opens. */
  ignite: boolean;
  wide: boolean;
  selected: boolean;
  onUnfold: (what: 'all' | 'top' | 'bottom') => void;
}

export function DiffRowView(props: DiffRowViewProps) {
  const { row, left, right, parting, control, wide, selected } = props;
  if (row.kind === 'fold')
    return (
      <FoldLine
        row={row}
        words={foldWords(row, props.absorbed)}
        selected={selected}
        onUnfold={props.onUnfold}
      />
    );
  const recedes = row.state === 'same' || row.state === 'absorbed';
  const state = <State state={row.state} parting={parting} />;
  // Selection is the row's own ground: where it is, nothing covers it.
  const glow = parting && !selected ? 'bg-diverge-tint' : '';
  return (
    <div className="relative h-full w-full min-w-0">
      {parting && <ForkLine ignite={props.ignite} />}
      {wide ? (
        <div className={`grid h-6 ${rowGrid(control !== undefined)} ${glow}`}>
          <Half seq={row.a} row={left} dim={recedes} />
          <span
            className={`flex items-center justify-center border-line border-x ${parting ? 'my-px bg-diverge-tint' : ''}`}
          >
            {state}
          </span>
          <Half seq={row.b} row={right} dim={recedes} />
          {control !== undefined && <ControlHalf cell={control} />}
        </div>
      ) : (
        <Stacked {...props} row={row} state={state} glow={glow} />
      )}
    </div>
  );
}

/** One column: what is equal once, what is on one side behind its state, a pair below it. */
function Stacked({
  row,
  left,
  right,
  parting,
  control,
  state,
  glow,
}: DiffRowViewProps & { row: PairRow; state: React.ReactNode; glow: string }) {
  // Where the control does what A does it has nothing to add.
  const third = control && control.state !== 'same' && <ControlHalf cell={control} lead />;
  const both = row.a !== null && row.b !== null;
  if ((row.state === 'same' || !both) && !parting) {
    const one = (
      <Half
        seq={row.a ?? row.b}
        row={left ?? right}
        dim={row.state === 'same' || row.state === 'absorbed'}
        lead={state}
      />
    );
    return third ? (
      <div className="flex flex-col">
        {one}
        {third}
      </div>
    ) : (
      one
    );
  }
  return (
    <div className={`flex flex-col ${glow}`}>
      <span className="flex h-6 items-center pl-2">{state}</span>
      {row.a !== null && <Half seq={row.a} row={left} dim={false} lead={<Letter text="A" />} />}
      {row.b !== null && <Half seq={row.b} row={right} dim={false} lead={<Letter text="B" />} />}
      {third}
    </div>
  );
}

const Letter = ({ text }: { text: string }) => (
  <span aria-hidden className="w-3 text-center font-mono text-11 text-text-3">
    {text}
  </span>
);

/** What a screen reader says of a row of the diff. */
export function diffRowLabel(row: DiffRow, content: RowContent): string {
  const { left, right, parting, control } = content;
  if (row.kind === 'fold') return `${foldWords(row, content.absorbed)} folded`;
  const words = [
    ...(parting ? ['fork'] : []),
    stateLook[row.state].word,
    ...(left ? [`A ${rowLabel(left)}`] : []),
    ...(right && row.state !== 'same' ? [`B ${rowLabel(right)}`] : []),
    ...(control ? [`control ${controlWord(control.state)}`] : []),
    ...(control?.row && control.state !== 'same' ? [rowLabel(control.row)] : []),
  ];
  return words.join(', ');
}

const controlWord = (state: ControlCell['state']): string =>
  state === 'left' ? 'has no such row' : stateLook[state].word;

function State({ state, parting }: { state: keyof typeof stateLook; parting: boolean }) {
  const { Glyph, word, tone } = stateLook[state];
  return (
    <span className={`flex items-center gap-1 text-11 ${tone}`}>
      {parting && (
        <span className="flex items-center gap-1 font-medium text-diverge">
          <GitFork size={14} strokeWidth={1.5} aria-hidden />
          fork
        </span>
      )}
      <Glyph size={14} strokeWidth={1.5} aria-hidden />
      {word}
    </span>
  );
}
