'use client';

import { X } from 'lucide-react';
import { Button } from './button';
import { IconButton } from './icon-button';

interface UndoBarProps {
  /** What was just done: "Deleted refund-bad.otlp.json". Null hides the bar. */
  message: string | null;
  onUndo: () => void;
  onDismiss: () => void;
}

/** Says what was done and takes it back. It stays until it is used or closed: nobody has to be quick. */
export function UndoBar({ message, onUndo, onDismiss }: UndoBarProps) {
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-2 bottom-4 z-30 flex justify-center"
    >
      {message && (
        <div className="pointer-events-auto flex max-w-full animate-appear items-center gap-2 rounded-4 border border-line-strong bg-surface-1 py-1 pr-1 pl-3">
          <span className="min-w-0 truncate">{message}</span>
          <Button onClick={onUndo}>Undo</Button>
          <IconButton
            label="Dismiss"
            glyph={<X size={14} strokeWidth={1.5} aria-hidden />}
            onClick={onDismiss}
          />
        </div>
      )}
    </div>
  );
}
