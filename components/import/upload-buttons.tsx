'use client';

import { ClipboardPaste, FileUp, FolderUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Textarea } from '@/components/ui/field';
import { fromFileList } from './picked-files';
import type { PickedFile } from './upload';

/** The ways to bring a trace besides dropping it: files, a folder, text. */
export function UploadButtons({ onFiles }: { onFiles: (files: readonly PickedFile[]) => void }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [pasting, setPasting] = useState(false);
  const take = (input: HTMLInputElement): void => {
    onFiles(fromFileList(input.files));
    // The same file may be picked again.
    input.value = '';
  };
  const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button glyph={<FileUp {...glyph} />} onClick={() => files.current?.click()}>
        Open files
      </Button>
      <Button glyph={<FolderUp {...glyph} />} onClick={() => folder.current?.click()}>
        Open a folder
      </Button>
      <Button glyph={<ClipboardPaste {...glyph} />} onClick={() => setPasting(true)}>
        Paste
      </Button>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Trace files"
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={folder}
        type="file"
        hidden
        aria-label="Folder of trace files"
        onChange={(event) => take(event.currentTarget)}
        // React does not know the attribute by a typed name.
        {...{ webkitdirectory: '' }}
      />
      <PasteDialog open={pasting} onOpenChange={setPasting} onFiles={onFiles} />
    </div>
  );
}

function PasteDialog({
  open,
  onOpenChange,
  onFiles,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onFiles: (files: readonly PickedFile[]) => void;
}) {
  const [text, setText] = useState('');
  const send = (): void => {
    onFiles([{ path: 'pasted.txt', file: new File([text], 'pasted.txt', { type: 'text/plain' }) }]);
    setText('');
    onOpenChange(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      wide
      title="Paste a trace"
      description="JSON or JSON lines, as your framework wrote it."
      actions={
        <Button look="primary" size="medium" disabled={text.trim() === ''} onClick={send}>
          Open it
        </Button>
      }
    >
      <Field label="Trace text">
        {(control) => (
          <Textarea
            {...control}
            className="min-h-48"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}
