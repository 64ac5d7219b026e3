import type { Prepared, TokenCount } from '@/lib/api/prepare-contract';
import { delta, exactNumber, shortNumber } from '@/lib/view/format-number';
import { plainLine } from '@/lib/view/plain-line';

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, one) => sum + one, 0);

const pieces = (count: TokenCount) => [
  { name: 'system prompt', tokens: count.system, look: 'bg-text-3' },
  { name: 'tools', tokens: count.tools, look: 'bg-line-strong' },
  { name: 'messages', tokens: sumOf(count.messages), look: 'bg-text-2' },
];

/** How much of the model's window the first request takes, before and after the edits. */
export function TokenBar({ tokens, stale }: { tokens: Prepared['tokens']; stale: boolean }) {
  const { before, after, window, exact, uncounted } = tokens;
  const over = window !== null && after.total > window;
  const about = exact ? '' : '≈ ';
  const changed = before.total !== after.total;
  return (
    <div aria-busy={stale} className="flex flex-col gap-1">
      <p className="flex flex-wrap items-baseline gap-x-2 text-12">
        <span className="text-text-2">Tokens</span>
        <span
          className={`font-mono ${over ? 'text-bad' : 'text-text-1'}`}
          title={`${about}${exactNumber(before.total)} before, ${exactNumber(after.total)} after`}
        >
          {changed && `${about}${shortNumber(before.total)} → `}
          {about}
          {shortNumber(after.total)}
        </span>
        {changed && (
          <span className="font-mono text-text-2">({delta(before.total, after.total)})</span>
        )}
        <span className="text-text-3">
          {window === null
            ? 'the size of the window is not known'
            : `of ${shortNumber(window)} in the window`}
        </span>
        {uncounted.length > 0 && (
          <span className="text-warn">
            and <bdi>{plainLine(uncounted.join(', '))}</bdi>, which nothing here counts
          </span>
        )}
        {stale && <span className="text-text-3">counting…</span>}
        {over && <span className="text-bad">does not fit: take something out</span>}
      </p>
      {window !== null && <Bar tokens={tokens} window={window} />}
    </div>
  );
}

function Bar({
  tokens: { before, after },
  window,
}: {
  tokens: Prepared['tokens'];
  window: number;
}) {
  // What does not fit is drawn all the same.
  const full = Math.max(window, before.total, after.total, 1);
  return (
    <div
      role="img"
      aria-label={`${exactNumber(after.total)} tokens: ${pieces(after)
        .map(({ name, tokens: count }) => `${name} ${exactNumber(count)}`)
        .join(', ')}`}
      className="relative flex h-1.5 gap-px bg-surface-3 outline outline-transparent"
    >
      {pieces(after).map(({ name, tokens: count, look }) => (
        <span
          key={name}
          title={`${name}: ${exactNumber(count)}`}
          className={`h-full forced-color-adjust-none ${look}`}
          style={{ width: `${(count / full) * 100}%` }}
        />
      ))}
      {before.total !== after.total && (
        <span
          aria-hidden
          title="before the edits"
          className="absolute -inset-y-0.5 w-0.5 bg-diverge-mark"
          style={{ left: `${Math.min(99.5, (before.total / full) * 100)}%` }}
        />
      )}
    </div>
  );
}
