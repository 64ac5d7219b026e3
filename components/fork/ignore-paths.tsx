'use client';

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, TextInput } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import type { Outline } from '@/lib/trace/outline';
import { suggestIgnore } from './suggest-ignore';
import { useRecordedInputs } from './use-recorded-inputs';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

interface IgnorePathsProps {
  tool: string;
  outline: Outline;
  forkSeq: number;
  paths: readonly string[];
  onChange: (paths: string[]) => void;
}

/** Arguments in which a recorded call may differ and is used all the same: clocks and ids. */
export function IgnorePaths({ tool, outline, forkSeq, paths, onChange }: IgnorePathsProps) {
  const [typed, setTyped] = useState('');
  const inputs = useRecordedInputs(outline, forkSeq, tool, true);
  const offered = suggestIgnore(inputs ?? []).filter((path) => !paths.includes(path));
  const add = (path: string): void => {
    const clean = path.trim();
    if (clean === '' || paths.includes(clean) || paths.length >= 50) return;
    onChange([...paths, clean]);
    setTyped('');
  };
  return (
    <div className="flex flex-col gap-2">
      <p className="text-12 text-text-2">
        A recorded call is used although these arguments differ. Exact matches go first.
      </p>
      {paths.length > 0 && (
        <ul aria-label={`Ignored arguments of ${tool}`} className="flex flex-wrap gap-1">
          {paths.map((path) => (
            <li
              key={path}
              className="flex h-6 items-center rounded-4 border border-line-strong pl-2 font-mono text-12"
            >
              <bdi>{path}</bdi>
              <IconButton
                label={`Compare ${path} again`}
                glyph={<X {...glyph} />}
                onClick={() => onChange(paths.filter((one) => one !== path))}
              />
            </li>
          ))}
        </ul>
      )}
      {offered.length > 0 && (
        <div className="flex flex-wrap items-center gap-1">
          <span className="text-12 text-text-3">Look like clocks and ids:</span>
          {offered.map((path) => (
            <Button
              key={path}
              glyph={<Plus {...glyph} />}
              className="font-mono"
              onClick={() => add(path)}
            >
              {path}
            </Button>
          ))}
        </div>
      )}
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          add(typed);
        }}
      >
        <Field
          label={`Path of an argument of ${tool}`}
          hint="Such as page.token, or items.*.id for every entry of a list."
          className="flex-1"
        >
          {(control) => (
            <span className="flex gap-2">
              <TextInput
                {...control}
                className="font-mono"
                spellCheck={false}
                maxLength={200}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
              <Button type="submit" size="medium" disabled={typed.trim() === ''}>
                Ignore it
              </Button>
            </span>
          )}
        </Field>
      </form>
    </div>
  );
}
