import { CircleAlert, CircleCheck, CircleDashed, CircleHelp } from 'lucide-react';
import { PageBar } from '@/components/ui/page-bar';
import type { Outcome, Totals } from '@/lib/trace/trace';
import { outcomeWord } from '@/lib/view/event-words';
import { cost, counted, dash, duration, exactNumber, shortNumber } from '@/lib/view/format-number';

const outcomeLook: Record<Outcome, { Glyph: typeof CircleCheck; tone: string }> = {
  ok: { Glyph: CircleCheck, tone: 'text-ok' },
  failed: { Glyph: CircleAlert, tone: 'text-bad' },
  unfinished: { Glyph: CircleDashed, tone: 'text-warn' },
  unknown: { Glyph: CircleHelp, tone: 'text-text-3' },
};

export function OutcomeMark({ outcome }: { outcome: Outcome }) {
  const { Glyph, tone } = outcomeLook[outcome];
  return (
    <span className={`inline-flex shrink-0 items-center gap-1 align-middle text-12 ${tone}`}>
      <Glyph size={14} strokeWidth={1.5} aria-hidden />
      {outcomeWord[outcome]}
    </span>
  );
}

/** The top bar of every page about a run: where one is, how it ended, what it took, what can be done. */
export function TraceBar({
  name,
  outcome,
  totals,
  branch = false,
  home = true,
  children,
}: {
  name: React.ReactNode;
  outcome: Outcome;
  totals: Totals;
  /** A branch: its past was recorded at another time, so that first and last clock tell no duration. */
  branch?: boolean;
  /** Whether the reader may go to the list of traces: not from a share. */
  home?: boolean;
  children?: React.ReactNode;
}) {
  return (
    <PageBar home={home}>
      <h1 className="min-w-0 max-w-[48ch] truncate font-medium text-13">{name}</h1>
      <OutcomeMark outcome={outcome} />
      <Figures totals={totals} branch={branch} />
      <div className="ml-auto flex items-center gap-2">{children}</div>
    </PageBar>
  );
}

function Figures({ totals, branch }: { totals: Totals; branch: boolean }) {
  const took =
    branch || totals.startedAt === null || totals.endedAt === null
      ? null
      : totals.endedAt - totals.startedAt;
  const all =
    totals.inputTokens === null && totals.outputTokens === null
      ? null
      : (totals.inputTokens ?? 0) + (totals.outputTokens ?? 0);
  const figures: [string, string, string][] = [
    ['Events', counted(totals.events, 'event'), exactNumber(totals.events)],
    ['Tokens', all === null ? dash : `${shortNumber(all)} tok`, exactNumber(all)],
    ['Cost', cost(totals.costUsd), totals.costUsd === null ? 'not recorded' : `$${totals.costUsd}`],
    [
      'Duration',
      duration(took),
      took === null
        ? branch
          ? 'spans two recordings'
          : 'not recorded'
        : `${exactNumber(took)} ms`,
    ],
  ];
  return (
    <dl className="hidden items-center gap-3 text-12 text-text-2 tabular-nums sm:flex">
      {figures.map(([word, short, exact]) => (
        <div key={word} title={`${word}: ${exact}`}>
          <dt className="sr-only">{word}</dt>
          <dd>{short}</dd>
        </div>
      ))}
    </dl>
  );
}
