'use client';

import { useEffect, useState } from 'react';
import { fromDrop, fromFileList } from './picked-files';
import type { PickedFile } from './upload';

const hasFiles = (transfer: DataTransfer | null): boolean =>
  transfer?.types.includes('Files') ?? false;

const typesInField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, [contenteditable], .monaco-editor') !== null;

/** Takes files that are dropped anywhere on the page, and files or text that are pasted outside a field. */
export function DropTarget({
  onFiles,
  children,
}: {
  onFiles: (files: readonly PickedFile[]) => void;
  children: React.ReactNode;
}) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onDragOver = (event: DragEvent): void => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      if (!event.dataTransfer || !hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      void fromDrop(event.dataTransfer).then(onFiles);
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (typesInField(event.target) || !event.clipboardData) return;
      const files = fromFileList(event.clipboardData.files);
      const text = event.clipboardData.getData('text/plain');
      if (files.length > 0) onFiles(files);
      else if (text.trim() !== '')
        onFiles([
          { path: 'pasted.txt', file: new File([text], 'pasted.txt', { type: 'text/plain' }) },
        ]);
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('paste', onPaste);
    };
  }, [onFiles]);

  return (
    <>
      {children}
      {over && (
        <div className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center border-2 border-select border-dashed bg-select-tint/80">
          <p className="font-semibold text-15">Drop to open</p>
        </div>
      )}
    </>
  );
}
