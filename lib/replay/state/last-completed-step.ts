import type { Outline, OutlineRow } from '@/lib/trace/outline';
import { landmarks } from '../landmarks';

/** Where a run stopped. */
export interface LastStep {
  /** The last event that completed; null where none did. */
  seq: number | null;
  /** `tool result web_search`; null where nothing completed. */
  what: string | null;
  /** Tool calls that no result answers, and model calls that began and never ended. Ascending. */
  unanswered: number[];
  unfinishedCalls: number[];
}

/**
 * The last event that completed: a model call with its reply, a tool's result (a failed one is a result too),
 * a write of state; and what was open when the run stopped. Reads the outline alone.
 */
export function lastCompletedStep(outline: Outline): LastStep {
  const last = outline.findLast(isComplete) ?? null;
  const { unanswered } = landmarks(outline);
  const unfinishedCalls = outline
    .filter(({ kind, unfinished }) => kind === 'model-call' && unfinished)
    .map(({ seq }) => seq);
  return {
    seq: last?.seq ?? null,
    what: last && whatOf(last, outline),
    unanswered,
    unfinishedCalls,
  };
}

function isComplete({ kind, unfinished, error }: OutlineRow): boolean {
  if (unfinished) return false;
  if (kind === 'model-call') return !error;
  return kind === 'tool-result' || kind === 'state';
}

const words = { 'model-call': 'model call', 'tool-result': 'tool result', state: 'state' };

function whatOf({ kind, name, call, summary, error }: OutlineRow, outline: Outline): string {
  // Only the three kinds of `isComplete` come here.
  const word = words[kind as keyof typeof words];
  const named =
    name ?? (call === null ? null : outline[call]?.name) ?? (shortened(summary) || null);
  return `${word}${named === null ? '' : ` ${named}`}${error ? ', an error' : ''}`;
}

const longest = 80;
const shortened = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;

/** `1 tool call without an answer, 1 unfinished model call`; null where nothing was open. */
export function openWords({ unanswered, unfinishedCalls }: LastStep): string | null {
  const parts = [
    ...(unanswered.length > 0
      ? [`${counted(unanswered.length, 'tool call')} without an answer`]
      : []),
    ...(unfinishedCalls.length > 0
      ? [counted(unfinishedCalls.length, 'unfinished model call')]
      : []),
  ];
  return parts.length > 0 ? parts.join(', ') : null;
}

const counted = (count: number, word: string): string =>
  `${count} ${word}${count === 1 ? '' : 's'}`;
