import { CodeDiff } from '@/components/ui/code-diff';
import { TextView } from '@/components/ui/text-view';
import { WordDiff } from '@/components/ui/word-diff';
import type { FieldPair } from '@/lib/view/event-fields';

/** Together longer than this two texts are read in the editor, which scrolls and folds what is equal. */
const long = 8_000;

/** One field of both sides: its words with their changes, or the text of the only side that has it. */
export function FieldDiff({
  pair,
  only,
  fold,
}: {
  pair: FieldPair;
  only: 'A' | 'B' | null;
  /** Sameness recedes: a field that is the same on both sides is only named. */
  fold: boolean;
}) {
  const { label, before, after, json } = pair;
  if (fold && before === after)
    return (
      <details className="border-line border-b px-3 py-1">
        <summary className="cursor-pointer text-12 text-text-3 hover:text-text-1">
          <bdi>{label}</bdi> same
        </summary>
        <TextView text={after ?? ''} className="py-1" />
      </details>
    );
  return (
    <section className="border-line border-b px-3 py-2">
      <h3 className="mb-1 flex items-baseline gap-2 font-medium text-12 text-text-2">
        <bdi className="min-w-0 truncate">{label}</bdi>
        <span className="font-normal text-11 text-text-3">{stateWords(pair, only)}</span>
      </h3>
      {before !== null && after !== null && before !== after ? (
        before.length + after.length > long ? (
          <CodeDiff
            label={label}
            before={before}
            after={after}
            language={json ? 'json' : 'plaintext'}
            className="h-96"
          />
        ) : (
          <WordDiff label={label} before={before} after={after} />
        )
      ) : (
        <TextView text={after ?? before ?? ''} />
      )}
    </section>
  );
}

function stateWords({ before, after }: FieldPair, only: 'A' | 'B' | null): string {
  if (only) return '';
  if (before === null) return 'only in B';
  if (after === null) return 'only in A';
  return before === after ? 'same' : 'changed';
}
