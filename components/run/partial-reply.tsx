'use client';

import { useEffect, useRef } from 'react';
import { ContentText } from '@/components/ui/content-text';
import type { PartialUpdate } from './use-run';

/** The reply while it is being written. Its end stays in view unless the reader has scrolled up. */
export function PartialReply({ model, partial }: { model: string; partial: PartialUpdate }) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const { text, reasoning } = partial;
  // biome-ignore lint/correctness/useExhaustiveDependencies: more words make it longer
  useEffect(() => {
    const element = box.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [text, reasoning]);
  const writing = text !== '' || reasoning !== '';
  return (
    <section
      aria-label="Reply in the making"
      className="relative border-line border-t py-2 pr-3 pl-4"
    >
      <span aria-hidden className="absolute inset-y-0 left-0 w-[3px] bg-model" />
      <h3 className="text-12 text-text-2">
        <bdi className="font-mono">{model}</bdi> {writing ? 'is writing…' : 'was asked…'}
      </h3>
      {writing && (
        <div
          ref={box}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
          tabIndex={0}
          dir="auto"
          className="max-h-40 overflow-y-auto whitespace-pre-wrap text-13 [overflow-wrap:anywhere]"
          onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
            atEnd.current = scrollHeight - scrollTop - clientHeight < 24;
          }}
        >
          {reasoning !== '' && (
            <p className="text-12 text-text-3">
              <ContentText text={reasoning} />
            </p>
          )}
          <ContentText text={text} />
        </div>
      )}
    </section>
  );
}
