'use client';

import { X } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { editTarget } from '@/lib/replay/fork/fork-edits';
import { editWords, type ForkEdit } from '@/lib/trace/fork-edit';

/** The edits that the branch will begin with, each of which can be taken back. */
export function EditList({
  edits,
  onReset,
}: {
  edits: readonly ForkEdit[];
  onReset: (edit: ForkEdit) => void;
}) {
  if (edits.length === 0)
    return <p className="text-12 text-text-3">No edits yet: the branch goes on as recorded.</p>;
  return (
    <ul aria-label="Edits" className="flex flex-wrap gap-1">
      {edits.map((edit) => (
        <li
          key={editTarget(edit)}
          className="flex h-6 items-center rounded-4 border border-diverge-mark bg-diverge-tint pl-2 text-12 text-diverge"
        >
          {editWords(edit)}
          <IconButton
            label={`Reset: ${editWords(edit)}`}
            glyph={<X size={14} strokeWidth={1.5} aria-hidden />}
            onClick={() => onReset(edit)}
          />
        </li>
      ))}
    </ul>
  );
}
