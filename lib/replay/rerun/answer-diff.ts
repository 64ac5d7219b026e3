import { intern, matchSequences } from '../diff/match-sequences';
import { pythonLines } from '../python/unified-diff';

export interface AnswerLine {
  kind: 'head' | 'hunk' | 'same' | 'removed' | 'added';
  /** With its sign, as it stands in the text. */
  text: string;
}

/** Equal lines around a change. */
const context = 3;

interface Step {
  kind: 'same' | 'removed' | 'added';
  line: string;
  /** Lines of each side before this one. */
  a: number;
  b: number;
}

/**
 * The unified diff of two final answers, as Bernstein renders it: labels `original` and `replay`, 3 lines of context,
 * no line for a missing end of line, `\r\n` and `\n` alike. Empty where both say the same.
 */
export function answerDiff(original: string, replay: string): AnswerLine[] {
  const hunks = hunksOf(stepsOf(pythonLines(original), pythonLines(replay)));
  if (hunks.length === 0) return [];
  return [
    { kind: 'head', text: '--- original' },
    { kind: 'head', text: '+++ replay' },
    ...hunks.flatMap((steps): AnswerLine[] => [
      { kind: 'hunk', text: hunkHead(steps) },
      ...steps.map(({ kind, line }) => ({ kind, text: `${signs[kind]}${line}` })),
    ]),
  ];
}

export const answerDiffText = (original: string, replay: string): string =>
  answerDiff(original, replay)
    .map(({ text }) => text)
    .join('\n');

const signs = { same: ' ', removed: '-', added: '+' } as const;

function stepsOf(left: string[], right: string[]): Step[] {
  const [a = [], b = []] = intern(left, right);
  const steps: Step[] = [];
  let [atA, atB] = [0, 0];
  for (const match of [
    ...matchSequences(a, b, 0).matches,
    { a: a.length, b: b.length, length: 0 },
  ]) {
    for (; atA < match.a; atA += 1)
      steps.push({ kind: 'removed', line: left[atA] ?? '', a: atA, b: atB });
    for (; atB < match.b; atB += 1)
      steps.push({ kind: 'added', line: right[atB] ?? '', a: atA, b: atB });
    for (let done = 0; done < match.length; done += 1, atA += 1, atB += 1)
      steps.push({ kind: 'same', line: left[atA] ?? '', a: atA, b: atB });
  }
  return steps;
}

/** Changes with their context; those whose contexts meet are one hunk. */
function hunksOf(steps: readonly Step[]): Step[][] {
  const hunks: Step[][] = [];
  let end = -1;
  steps.forEach(({ kind }, at) => {
    if (kind === 'same') return;
    const from = Math.max(0, at - context);
    const to = Math.min(steps.length, at + context + 1);
    const last = hunks.at(-1);
    if (last && from <= end) last.push(...steps.slice(end, to));
    else hunks.push(steps.slice(from, to));
    end = to;
  });
  return hunks;
}

function hunkHead(steps: readonly Step[]): string {
  const [first] = steps;
  const range = (start: number, length: number): string => {
    // Of an empty range the line before it is named, counted from 1.
    const line = length === 0 ? start : start + 1;
    return length === 1 ? `${line}` : `${line},${length}`;
  };
  const a = steps.filter(({ kind }) => kind !== 'added').length;
  const b = steps.filter(({ kind }) => kind !== 'removed').length;
  return `@@ -${range(first?.a ?? 0, a)} +${range(first?.b ?? 0, b)} @@`;
}
