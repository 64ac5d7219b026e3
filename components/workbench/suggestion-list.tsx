'use client';

import type { Suggestion } from '@/lib/replay/query/suggest';
import { exactNumber } from '@/lib/view/format-number';
import { plainLine } from '@/lib/view/plain-line';

const titles: Record<Suggestion['category'], string> = {
  field: 'Fields',
  value: 'Values',
  is: 'What an event is',
  has: 'What an event has',
};

export const optionId = (list: string, index: number): string => `${list}-${index}`;

/** What can stand at the caret, by category, with how many events it would find. The keyboard stays in the input. */
export function SuggestionList({
  id,
  items,
  picked,
  onPick,
}: {
  id: string;
  items: readonly Suggestion[];
  picked: number;
  onPick: (item: Suggestion) => void;
}) {
  const categories = [...new Set(items.map(({ category }) => category))];
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Completions"
      // The keyboard is in the input: its value says which option it stands on.
      tabIndex={-1}
      className="absolute inset-x-0 top-full z-20 max-h-80 overflow-y-auto border-line-strong border-x border-b bg-surface-0 pb-1"
    >
      {categories.map((category) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a listbox; ARIA's group of options can
        <div key={category} role="group" aria-label={titles[category]}>
          <div aria-hidden className="px-3 pt-1.5 pb-0.5 font-medium text-11 text-text-3">
            {titles[category]}
          </div>
          {items.map((item, index) =>
            item.category === category ? (
              <Option
                key={item.insert}
                id={optionId(id, index)}
                item={item}
                isPicked={index === picked}
                onPick={() => onPick(item)}
              />
            ) : null,
          )}
        </div>
      ))}
    </div>
  );
}

function Option({
  id,
  item,
  isPicked,
  onPick,
}: {
  id: string;
  item: Suggestion;
  isPicked: boolean;
  onPick: () => void;
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard picks it from the input
    <div
      id={id}
      ref={(node) => {
        if (isPicked) node?.scrollIntoView({ block: 'nearest' });
      }}
      role="option"
      tabIndex={-1}
      aria-selected={isPicked}
      className={`flex min-h-6 cursor-pointer items-center gap-3 px-3 text-12 ${isPicked ? 'bg-select-tint' : 'hover:bg-surface-2'}`}
      // Else the input would lose the keyboard before the click.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      <bdi className="min-w-0 shrink-0 truncate font-mono text-text-1">{plainLine(item.label)}</bdi>
      <span className="min-w-0 flex-1 truncate text-text-3">{item.hint}</span>
      {item.count !== null && (
        <span className="shrink-0 text-text-2 tabular-nums">
          {exactNumber(item.count)}
          <span className="sr-only"> {item.count === 1 ? 'event' : 'events'}</span>
        </span>
      )}
    </div>
  );
}
