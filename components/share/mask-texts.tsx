'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ContentText } from '@/components/ui/content-text';
import { Field, TextInput } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { counted } from '@/lib/view/format-number';
import type { ShareDraft } from './use-share-draft';

/** As the contract takes them. */
const shortest = 3;
const most = 200;

/** Texts that a person wants masked: a name, an address, a word of the house. */
export function MaskTexts({ draft }: { draft: ShareDraft }) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = (): void => {
    const text = typed.trim();
    if (text.length < shortest) setProblem(`Type at least ${shortest} characters.`);
    else if (draft.texts.length >= most) setProblem(`More than ${most} texts are too many.`);
    else {
      draft.addText(text);
      setTyped('');
      setProblem(undefined);
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <form
        className="flex items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Field
          label="Also mask this text"
          hint="Wherever it stands, letter by letter. Or open a place above and select some."
          error={problem}
          className="flex-1"
        >
          {(control) => (
            <TextInput
              {...control}
              dir="auto"
              autoComplete="off"
              maxLength={10_000}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" size="medium" className="mt-[22px]">
          Mask
        </Button>
      </form>
      {draft.texts.length > 0 && (
        <ul aria-label="Texts to mask" className="flex flex-col">
          {draft.texts.map((text) => (
            <li key={text} className="flex min-h-6 items-center gap-2 text-12">
              <bdi className="min-w-0 truncate font-mono">
                <ContentText text={text} />
              </bdi>
              <span role="status" className="ml-auto shrink-0 text-text-2 tabular-nums">
                {countWords(draft.counts.get(text))}
              </span>
              <IconButton
                label={`Mask ${text.slice(0, 40)} no longer`}
                glyph={<X size={14} strokeWidth={1.5} aria-hidden />}
                onClick={() => draft.removeText(text)}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function countWords(count: number | undefined): string {
  if (count === undefined) return 'counting…';
  return count === 0 ? 'not in what is shared' : counted(count, 'place');
}
