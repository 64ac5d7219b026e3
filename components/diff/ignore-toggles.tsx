import { type Ignorable, ignorable } from '@/lib/api/diff-contract';
import { exactNumber } from '@/lib/view/format-number';
import type { Ignored } from './use-ignored';

const words: Record<Ignorable, string> = {
  ...{ ids: 'ids', times: 'times', whitespace: 'whitespace', reasoning: 'reasoning' },
};

/** What may differ and still be the same, and how many rows are so. */
export function IgnoreToggles({ ignored, count }: { ignored: Ignored; count: number }) {
  return (
    <fieldset className="flex flex-wrap items-center gap-x-3">
      <legend className="float-left mr-3 text-text-3">Ignore</legend>
      {ignorable.map((what) => (
        <label key={what} className="flex min-h-6 items-center gap-1">
          <input
            type="checkbox"
            checked={ignored.has(what)}
            onChange={() => ignored.toggle(what)}
          />
          {words[what]}
        </label>
      ))}
      {count > 0 && (
        <span className="text-text-3 tabular-nums">
          {exactNumber(count)} {count === 1 ? 'row is' : 'rows are'} the same but for these
        </span>
      )}
    </fieldset>
  );
}
