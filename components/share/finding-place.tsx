'use client';

import { useRef } from 'react';
import { Button } from '@/components/ui/button';
import { ContentText } from '@/components/ui/content-text';
import type { ShareFinding } from '@/lib/api/share-contract';
import { Masker } from '@/lib/replay/findings/masker';
import { placeWords } from './finding-groups';
import { useSelectedText } from './use-selected-text';

interface FindingPlaceProps {
  place: ShareFinding['places'][number];
  /** Of more than one trace. */
  several: boolean;
  masked: boolean;
  /** What a person has masked besides. */
  texts: readonly string[];
  onMaskText: (text: string) => void;
}

/** A value among the words around it, as they are and as a reader gets them. What is selected can be masked, too. */
export function FindingPlace({ place, several, masked, texts, onMaskText }: FindingPlaceProps) {
  const words = useRef<HTMLParagraphElement>(null);
  const selected = useSelectedText(words);
  const after = new Masker(texts).text(masked ? place.after : place.before);
  const box =
    'whitespace-pre-wrap border-line border-l-2 pl-2 font-mono text-12 [overflow-wrap:anywhere]';
  return (
    <li className="flex flex-col gap-1 py-1">
      <p className="text-12 text-text-2">
        <bdi>{placeWords(place, several)}</bdi>
      </p>
      <div>
        <p className="text-11 text-text-3">As it is</p>
        <p ref={words} dir="auto" className={box}>
          <ContentText text={place.before} />
        </p>
      </div>
      <div>
        <p className="text-11 text-text-3">With it masked</p>
        <p dir="auto" className={box}>
          {after === place.before ? 'The same: it is not masked.' : <ContentText text={after} />}
        </p>
      </div>
      {selected !== null && !texts.includes(selected) && (
        <div>
          <Button
            // The selection is kept while the button is pressed.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onMaskText(selected)}
            className="max-w-full"
          >
            <span className="min-w-0 truncate">
              Mask “<bdi>{selected}</bdi>” everywhere
            </span>
          </Button>
        </div>
      )}
    </li>
  );
}
