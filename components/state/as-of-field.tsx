'use client';

import { useId, useState } from 'react';
import { seqAsOf } from '@/lib/replay/state/seq-as-of';
import type { Outline } from '@/lib/trace/outline';
import { parseMoment } from '@/lib/view/parse-moment';

/** Moves the selection to the last event of a moment: a time, or so long after the start. */
export function AsOfField({
  outline,
  start,
  onOpen,
}: {
  outline: Outline;
  start: number | null;
  onOpen: (seq: number) => void;
}) {
  const id = useId();
  const [text, setText] = useState('');
  const [why, setWhy] = useState<string | null>(null);
  if (start === null)
    return <p className="text-11 text-text-3">No clock in this trace: go by events.</p>;

  const go = (): void => {
    const time = parseMoment(text, start);
    if (time === null) {
      setWhy('Write +9m41s, or 2026-11-21 10:04:09.');
      return;
    }
    const found = seqAsOf(outline, time);
    setWhy(found.why);
    if (found.seq !== null) onOpen(found.seq);
  };
  return (
    <form
      className="ml-auto flex min-w-0 items-center gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <label htmlFor={id} className="shrink-0 text-12 text-text-2">
        At
      </label>
      <input
        id={id}
        className="h-6 w-36 min-w-0 rounded-4 border border-line-strong bg-surface-0 px-1.5 font-mono text-12 tabular-nums placeholder:text-text-3 aria-invalid:border-bad"
        placeholder="+1m20s"
        title="Time since the start, or a date and time in UTC. Enter goes there."
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-invalid={why !== null || undefined}
        aria-describedby={`${id}-why`}
        onChange={(event) => {
          setText(event.target.value);
          setWhy(null);
        }}
      />
      <span id={`${id}-why`} role="status" className="text-11 text-warn empty:hidden">
        {why}
      </span>
    </form>
  );
}
