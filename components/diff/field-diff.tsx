import { CopyButton } from '@/components/ui/copy-button';
import { TextView } from '@/components/ui/text-view';
import type { FieldPair } from '@/lib/view/event-fields';
import { TextCompare, veryLong } from './text-compare';

/** One field of both sides: its words with their changes, or the text of the only side that has it. */
export function FieldDiff({
  pair,
  only,
  fold,
  sides = ['A', 'B'],
}: {
  pair: FieldPair;
  only: 'A' | 'B' | null;
  /** What the two texts are called. */
  sides?: readonly [string, string];
  /** Sameness recedes: a field that is the same on both sides is only named. */
  fold: boolean;
}) {
  const { label, before, after, json } = pair;
  if (fold && before === after)
    return (
      <details className="border-line border-b px-3 py-1">
        <summary className="min-h-6 cursor-pointer text-12 text-text-3 hover:text-text-1">
          <bdi>{label}</bdi> same
        </summary>
        <TextView text={after ?? ''} className="py-1" />
      </details>
    );
  return (
    <section className="border-line border-b px-3 py-2">
      <div className="mb-1 flex min-h-6 flex-wrap items-center gap-x-2">
        <h3 className="min-w-0 truncate font-medium text-12 text-text-2">
          <bdi>{label}</bdi>
        </h3>
        <span className="text-11 text-text-3">{only ? '' : stateWords(pair, sides)}</span>
        <span className="ml-auto flex gap-1">
          {before === after || before === null || after === null ? (
            <CopyButton look="ghost" label="Copy" of={label} text={() => after ?? before ?? ''} />
          ) : (
            <>
              <CopyButton look="ghost" label={`Copy ${sides[0]}`} of={label} text={() => before} />
              <CopyButton look="ghost" label={`Copy ${sides[1]}`} of={label} text={() => after} />
            </>
          )}
        </span>
      </div>
      {differs(pair) ? (
        <TextCompare label={label} before={before ?? ''} after={after ?? ''} json={json} />
      ) : (
        <TextView text={after ?? before ?? ''} />
      )}
    </section>
  );
}

/** A text of one side alone is only shown, but for one that is too long for that. */
const differs = ({ before, after }: FieldPair): boolean =>
  before === null || after === null ? (before ?? after ?? '').length > veryLong : before !== after;

function stateWords({ before, after }: FieldPair, sides: readonly [string, string]): string {
  const where = (side: string) => `only ${/^[AB]$/.test(side) ? 'in ' : ''}${side}`;
  if (before === null) return where(sides[1]);
  if (after === null) return where(sides[0]);
  return before === after ? 'same' : 'changed';
}
