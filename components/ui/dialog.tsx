'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { classes } from './classes';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence below the title. */
  description?: ReactNode;
  /** Buttons at the bottom, the main one last. */
  actions?: ReactNode;
  /** `sheet` comes in from the right and takes the height; on a phone both take the whole width. */
  as?: 'dialog' | 'sheet';
  wide?: boolean;
  children?: ReactNode;
}

/** Focus is kept inside while it is open and goes back where it was; Escape closes. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  actions,
  as = 'dialog',
  wide,
  children,
}: DialogProps) {
  /** Radix goes back to a trigger of its own only, and ours have none. */
  const before = useRef<Element | null>(null);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-backdrop" />
        <Radix.Content
          // Radix asks for a description or for the word that there is none.
          {...(description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={() => {
            before.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            if (!(before.current instanceof HTMLElement) || !before.current.isConnected) return;
            event.preventDefault();
            before.current.focus();
          }}
          className={classes(
            'fixed z-50 flex flex-col border border-line-strong bg-surface-0',
            as === 'dialog'
              ? 'inset-x-2 top-[10vh] mx-auto max-h-[80vh] animate-appear rounded-4 sm:inset-x-4'
              : 'inset-y-0 right-0 w-full animate-slide-in sm:border-y-0 sm:border-r-0',
            as === 'dialog' && (wide ? 'max-w-[880px]' : 'max-w-[520px]'),
            as === 'sheet' && (wide ? 'sm:w-[min(92vw,1080px)]' : 'sm:w-[min(100vw,640px)]'),
          )}
        >
          <header className="border-line border-b py-3 pr-12 pl-4">
            <Radix.Title className="font-semibold text-15">{title}</Radix.Title>
            {description && (
              <Radix.Description className="text-text-2">{description}</Radix.Description>
            )}
          </header>
          <div className="min-h-0 flex-1 overflow-auto px-4 py-3">{children}</div>
          {actions && (
            <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3">
              {actions}
            </footer>
          )}
          {/* Last, so that the first field gets the keyboard and not the way out. */}
          <Radix.Close
            aria-label="Close"
            className="absolute top-3 right-3 inline-flex size-6 items-center justify-center rounded-4 text-text-2 hover:bg-surface-2 hover:text-text-1"
          >
            <X size={14} strokeWidth={1.5} aria-hidden />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
