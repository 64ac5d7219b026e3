'use client';

import { memo, useMemo } from 'react';
import { KindGlyph } from '@/components/ui/kind-glyph';
import type { Landmarks } from '@/lib/replay/landmarks';
import type { Outline, OutlineRow } from '@/lib/trace/outline';
import type { Lane } from '@/lib/trace/trace';
import { rowName } from '@/lib/view/event-words';
import { counted, exactNumber } from '@/lib/view/format-number';
import { plainLine } from '@/lib/view/plain-line';

/** Entries a section shows; the count beside its title is of all. */
const shown = 200;

/** The table of contents: what went wrong, what people said, who took part. */
export const OutlinePanel = memo(function OutlinePanel({
  outline,
  marks,
  lanes,
  selected,
  onSelect,
}: {
  outline: Outline;
  marks: Landmarks;
  lanes: readonly Lane[];
  selected: number | null;
  onSelect: (seq: number) => void;
}) {
  const firstOfLane = useMemo(() => {
    const first = new Map<string, { seq: number; count: number }>();
    for (const row of outline) {
      const known = first.get(row.lane);
      if (known) known.count += 1;
      else first.set(row.lane, { seq: row.seq, count: 1 });
    }
    return first;
  }, [outline]);

  const section = (title: string, seqs: readonly number[]) => (
    <Section
      title={title}
      rows={seqs.slice(0, shown).flatMap((seq) => outline[seq] ?? [])}
      total={seqs.length}
      selected={selected}
      onSelect={onSelect}
    />
  );

  return (
    <nav aria-label="Outline" className="h-full overflow-y-auto py-1">
      {section('Errors', marks.errors)}
      {section('Unanswered calls', marks.unanswered)}
      {section('Edits', marks.edits)}
      {section('User messages', marks.userMessages)}
      {lanes.length > 1 && (
        <details open className="pb-1">
          <Title title="Lanes" total={lanes.length} />
          <ul>
            {lanes.map((lane) => {
              const first = firstOfLane.get(lane.id);
              return (
                first && (
                  <li key={lane.id}>
                    <button
                      type="button"
                      className="flex min-h-6 w-full items-center gap-2 px-3 text-left text-12 hover:bg-surface-2"
                      onClick={() => onSelect(first.seq)}
                    >
                      <bdi className="min-w-0 flex-1 truncate text-text-1">{lane.name}</bdi>
                      <span className="text-11 text-text-3 tabular-nums">
                        {counted(first.count, 'event')}
                      </span>
                    </button>
                  </li>
                )
              );
            })}
          </ul>
        </details>
      )}
      {section('Model calls', marks.modelCalls)}
    </nav>
  );
});

function Title({ title, total }: { title: string; total: number }) {
  return (
    <summary className="flex min-h-6 cursor-pointer items-center gap-2 px-3 font-medium text-11 text-text-3 hover:text-text-1">
      {title}
      <span className="ml-auto font-normal tabular-nums">{exactNumber(total)}</span>
    </summary>
  );
}

function Section({
  title,
  rows,
  total,
  selected,
  onSelect,
}: {
  title: string;
  rows: readonly OutlineRow[];
  total: number;
  selected: number | null;
  onSelect: (seq: number) => void;
}) {
  if (total === 0) return null;
  return (
    <details open className="pb-1">
      <Title title={title} total={total} />
      <ul>
        {rows.map((row) => (
          <li key={row.seq}>
            <button
              type="button"
              aria-current={row.seq === selected || undefined}
              className="flex min-h-6 w-full items-center gap-2 px-3 text-left text-12 hover:bg-surface-2 aria-current:bg-select-tint"
              onClick={() => onSelect(row.seq)}
            >
              <span className="w-8 shrink-0 text-right font-mono text-11 text-text-3 tabular-nums">
                {row.seq}
              </span>
              <KindGlyph kind={row.kind} role={row.role} />
              <bdi className="min-w-0 flex-1 truncate text-text-2">
                {plainLine(row.summary) || rowName(row)}
              </bdi>
            </button>
          </li>
        ))}
      </ul>
      {total > shown && (
        <p className="px-3 text-11 text-text-3">
          The first {shown} of {exactNumber(total)} are listed.
        </p>
      )}
    </details>
  );
}
