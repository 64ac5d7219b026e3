import { CircleAlert, FoldVertical, GitFork } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { KindGlyph } from '@/components/ui/kind-glyph';
import type { OutlineRow } from '@/lib/trace/outline';
import type { DiffRow } from '@/lib/view/diff-rows';
import { rowLabel, rowName } from '@/lib/view/event-words';
import { counted, tokens } from '@/lib/view/format-number';
import { stateLook } from './row-state';

interface DiffRowViewProps {
  row: DiffRow;
  left: OutlineRow | undefined;
  right: OutlineRow | undefined;
  /** The two part here. */
  parting: boolean;
  /** The fork line is drawn with a flash: once, when the page opens. */
  ignite: boolean;
  wide: boolean;
  selected: boolean;
  onUnfold: () => void;
}

export function DiffRowView(props: DiffRowViewProps) {
  const { row, left, right, parting, ignite, wide, selected } = props;
  if (row.kind === 'fold') return <Fold count={row.count} onUnfold={props.onUnfold} />;
  const dim = row.state === 'same';
  const state = <State state={row.state} parting={parting} />;
  // Selection is the row's own ground: where it is, nothing covers it.
  const glow = parting && !selected ? 'bg-diverge-tint' : '';
  return (
    <div className="relative h-full w-full min-w-0">
      {parting && <ForkLine ignite={ignite} />}
      {wide ? (
        <div className={`grid h-6 grid-cols-[minmax(0,1fr)_128px_minmax(0,1fr)] ${glow}`}>
          <Half seq={row.a} row={left} dim={dim} />
          <span
            className={`flex items-center justify-center border-line border-x ${parting ? 'my-px bg-diverge-tint' : ''}`}
          >
            {state}
          </span>
          <Half seq={row.b} row={right} dim={dim} />
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
  state,
  glow,
}: DiffRowViewProps & {
  row: Extract<DiffRow, { kind: 'pair' }>;
  state: React.ReactNode;
  glow: string;
}) {
  if (row.state === 'same') return <Half seq={row.a} row={left} dim lead={state} />;
  const both = row.a !== null && row.b !== null;
  if (!both && !parting)
    return <Half seq={row.a ?? row.b} row={left ?? right} dim={false} lead={state} />;
  return (
    <div className={`flex flex-col ${glow}`}>
      <span className="flex h-6 items-center pl-2">{state}</span>
      {row.a !== null && <Half seq={row.a} row={left} dim={false} lead={<Letter text="A" />} />}
      {row.b !== null && <Half seq={row.b} row={right} dim={false} lead={<Letter text="B" />} />}
    </div>
  );
}

const Letter = ({ text }: { text: string }) => (
  <span aria-hidden className="w-3 text-center font-mono text-11 text-text-3">
    {text}
  </span>
);

/** What a screen reader says of a row of the diff. */
export function diffRowLabel(
  row: DiffRow,
  left: OutlineRow | undefined,
  right: OutlineRow | undefined,
  parting: boolean,
): string {
  if (row.kind === 'fold') return `${counted(row.count, 'equal event')} folded`;
  const words = [
    ...(parting ? ['fork'] : []),
    stateLook[row.state].word,
    ...(left ? [`A ${rowLabel(left)}`] : []),
    ...(right && row.state !== 'same' ? [`B ${rowLabel(right)}`] : []),
  ];
  return words.join(', ');
}

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

/** Sameness recedes, divergence glows: the one line on the page that does. */
function ForkLine({ ignite }: { ignite: boolean }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 2"
      preserveAspectRatio="none"
      className="pointer-events-none absolute inset-x-0 top-0 h-0.5 w-full"
    >
      <line
        x1="0"
        y1="1"
        x2="100"
        y2="1"
        pathLength={1}
        strokeDasharray={1}
        strokeWidth={2}
        stroke="var(--diverge-mark)"
        className={ignite ? 'animate-ignite' : undefined}
      />
    </svg>
  );
}

function Half({
  seq,
  row,
  dim,
  lead,
}: {
  seq: number | null;
  row: OutlineRow | undefined;
  dim: boolean;
  lead?: React.ReactNode;
}) {
  if (seq === null) return <span aria-hidden className="bg-surface-1" />;
  const words = dim ? 'text-text-3' : 'text-text-1';
  return (
    <span className="flex h-6 min-w-0 items-center gap-2 px-2 text-12">
      {lead && <span className="shrink-0">{lead}</span>}
      <span className="min-w-6 shrink-0 text-right md:w-10 font-mono text-11 text-text-3 tabular-nums">
        {seq}
      </span>
      {row ? (
        <>
          <KindGlyph kind={row.kind} role={row.role} />
          <bdi className={`max-w-32 shrink-0 truncate font-mono lg:w-40 lg:max-w-none ${words}`}>
            {rowName(row)}
          </bdi>
          <bdi className={`min-w-0 flex-1 truncate ${dim ? 'text-text-3' : 'text-text-2'}`}>
            {row.summary}
          </bdi>
          {row.error && (
            <CircleAlert
              size={14}
              strokeWidth={1.5}
              className="shrink-0 text-bad"
              aria-label="error"
            />
          )}
          {row.outputTokens !== null && (
            <span className="hidden shrink-0 text-11 text-text-3 tabular-nums lg:inline">
              {tokens(row.outputTokens)}
            </span>
          )}
        </>
      ) : (
        <span className="text-text-3">…</span>
      )}
    </span>
  );
}

function Fold({ count, onUnfold }: { count: number; onUnfold: () => void }) {
  return (
    <span className="flex h-6 w-full items-center gap-2 bg-surface-1 px-2 text-12 text-text-3">
      <FoldVertical size={14} strokeWidth={1.5} aria-hidden className="ml-2 shrink-0" />
      <span className="tabular-nums">{counted(count, 'equal event')}</span>
      <Button look="ghost" onClick={onUnfold} tabIndex={-1}>
        Show
      </Button>
    </span>
  );
}
