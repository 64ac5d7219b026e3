'use client';

import { type ReactNode, useMemo, useState } from 'react';
import { exactNumber } from '@/lib/view/format-number';
import { textSpans } from '@/lib/view/text-spans';
import { Button } from './button';
import { classes } from './classes';
import { ContentText } from './content-text';
import { foldAbove, isBase64, preview } from './fold-text';

interface TextViewProps {
  text: string;
  /** Opens the whole text elsewhere (an editor, a download), where there is such a place. */
  onOpenFull?: () => void;
  /** `sans` for prose written by people or models, `mono` for the rest. */
  face?: 'mono' | 'sans';
  className?: string;
}

/** A text of the trace: whole when it is short, else its beginning and a way to the rest. */
export function TextView({ text, onOpenFull, face = 'mono', className }: TextViewProps) {
  const [open, setOpen] = useState(false);
  const [codes, setCodes] = useState(false);
  const bytes = useMemo(() => isBase64(text), [text]);
  const folded = !open && (bytes || text.length > foldAbove);
  const shown = folded ? preview(text, bytes ? 64 : undefined) : text;
  const hidden = useMemo(
    () => textSpans(shown).filter(({ kind }) => kind === 'ansi').length,
    [shown],
  );
  if (text === '') return <p className="text-12 text-text-3">empty text</p>;
  return (
    <div className={className}>
      <div
        dir="auto"
        className={classes(
          'content whitespace-pre-wrap',
          face === 'sans' && 'font-sans text-13 leading-5',
        )}
      >
        <ContentText text={shown} codes={codes} />
        {folded && '…'}
      </div>
      {folded && (
        <Below
          words={`${bytes ? 'base64, ' : ''}${exactNumber(shown.length)} of ${exactNumber(text.length)} characters`}
        >
          <Button look="ghost" onClick={() => setOpen(true)}>
            Show all
          </Button>
          {onOpenFull && (
            <Button look="ghost" onClick={onOpenFull}>
              Open full
            </Button>
          )}
        </Below>
      )}
      {hidden > 0 && (
        <Below
          words={`${exactNumber(hidden)} terminal ${hidden === 1 ? 'code' : 'codes'} ${codes ? 'shown' : 'not shown'}`}
        >
          <Button look="ghost" onClick={() => setCodes(!codes)}>
            {codes ? 'Hide codes' : 'Show codes'}
          </Button>
        </Below>
      )}
    </div>
  );
}

function Below({ words, children }: { words: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-1 text-11 text-text-3">
      {words}
      {children}
    </div>
  );
}
