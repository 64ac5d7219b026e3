'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { ImportState } from '@/lib/api/import-contract';
import { counted } from '@/lib/view/format-number';

/** One upload, several traces: which of them to import. All, to begin with. */
export function PartPicker({
  state,
  onChoose,
}: {
  state: ImportState;
  onChoose: (parts: string[]) => void;
}) {
  const [picked, setPicked] = useState(() => new Set(state.parts.map(({ key }) => key)));
  const toggle = (key: string): void => {
    const next = new Set(picked);
    if (!next.delete(key)) next.add(key);
    setPicked(next);
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onChoose([...picked]);
      }}
    >
      <fieldset className="min-w-0">
        <legend className="mb-1 text-12">
          <bdi className="font-mono">{state.name}</bdi> holds {counted(state.parts.length, 'trace')}
        </legend>
        <ul className="max-h-60 overflow-y-auto border border-line">
          {state.parts.map((part) => (
            <li key={part.key}>
              <label className="flex min-h-7 items-center gap-2 px-2 text-12 hover:bg-surface-2">
                <input
                  type="checkbox"
                  checked={picked.has(part.key)}
                  onChange={() => toggle(part.key)}
                />
                <bdi className="min-w-0 truncate">{part.title}</bdi>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={picked.size === 0}>
          Import {picked.size === state.parts.length ? 'all' : picked.size}
        </Button>
        <Button
          onClick={() =>
            setPicked(new Set(picked.size > 0 ? [] : state.parts.map(({ key }) => key)))
          }
        >
          {picked.size > 0 ? 'Pick none' : 'Pick all'}
        </Button>
      </div>
    </form>
  );
}
