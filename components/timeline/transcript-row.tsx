'use client';

import { useTraceSource } from '@/components/data/trace-source';
import { useMessage } from '@/components/data/use-message';
import { KindGlyph } from '@/components/ui/kind-glyph';
import type { LeftOut } from '@/components/workbench/use-excluded';
import type { OutlineRow } from '@/lib/trace/outline';
import { kindWord, rowName } from '@/lib/view/event-words';
import { plainLine } from '@/lib/view/plain-line';
import { RowFacts, RowMarks, RowSeq } from './event-row';
import { LeftOutMark, leftOutLook } from './left-out-mark';

/** Texts longer than this are cut in the transcript; the inspector has all of it. */
const shownText = 1200;

/** Whether an event is something that was said, to be read in full; the rest stays one line. */
export const isSpeech = (row: OutlineRow): boolean =>
  (row.kind === 'message' || row.kind === 'model-call') && (row.said?.append.length ?? 0) > 0;

/** Somebody speaks: the words themselves, as they would stand in a chat. */
export function TranscriptRow({
  row,
  poolSize,
  borrowed,
  leftOut,
  matched,
}: {
  row: OutlineRow;
  poolSize: number;
  borrowed: boolean;
  leftOut: LeftOut | null;
  matched: boolean;
}) {
  const position = row.said?.append[0]?.[0] ?? 0;
  const { data } = useMessage(useTraceSource(), position, poolSize);
  const text = data?.message.parts
    .flatMap((part) => (part.type === 'text' ? [part.text.trim()] : []))
    .join('\n');
  // A reply that only calls tools says nothing itself: its calls are the rows below.
  const shown = text === undefined ? plainLine(row.summary) : plainText(text.slice(0, shownText));
  return (
    <div className={`flex w-full min-w-0 gap-2 py-1 pr-3 text-12 ${borrowed ? 'opacity-70' : ''}`}>
      <RowSeq seq={row.seq} matched={matched} className="h-[18px] leading-[18px]" />
      <span className="flex h-[18px] shrink-0 items-center">
        <KindGlyph kind={row.kind} role={row.role} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2">
          <bdi className={`truncate font-mono ${row.error ? 'text-bad' : 'text-text-2'}`}>
            {row.kind === 'message' ? (row.role ?? kindWord.message) : rowName(row)}
          </bdi>
          <span className="ml-auto flex items-center gap-2">
            {leftOut && <LeftOutMark how={leftOut} />}
            <RowMarks row={row} />
            <RowFacts row={row} />
          </span>
        </div>
        {shown !== '' && (
          <p
            dir="auto"
            className={`line-clamp-6 whitespace-pre-wrap text-13 text-text-1 [overflow-wrap:anywhere] ${leftOut ? leftOutLook : ''}`}
          >
            {shown}
          </p>
        )}
      </div>
    </div>
  );
}

const plainText = (text: string): string => text.split('\n').map(plainLine).join('\n');
