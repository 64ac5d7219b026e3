import { type Fact, factTitles } from '@/lib/replay/facts/fact';
import type { StateDiff } from '@/lib/replay/facts/state-diff';
import { byKind, causeOf, factName, sideWord, statusWord } from './fact-words';
import { counted } from './format-number';
import { markdownTable, markdownText } from './markdown-table';

/** A moment of a trace: after the event `seq`; -1 where the trace has no events. */
export interface FactMoment {
  id: string;
  name: string;
  seq: number;
  events: number;
}

/** Facts of a run at a moment as Markdown, safe to paste: nothing of the trace becomes markup or a link. */
export function factsMarkdown(at: FactMoment, facts: readonly Fact[]): string {
  return page(`# Facts`, [
    momentLine('Trace', at),
    ...(facts.length === 0 ? [nothingRead] : []),
    ...byKind(facts).map(({ kind, items }) =>
      section(
        `${factTitles[kind]} (${items.length})`,
        markdownTable(
          ['What', 'Status', 'Event', 'How it is known'],
          items.map((fact) => [
            fact.title,
            statusWord(fact.status),
            `#${fact.seq}`,
            `${fact.source}: ${fact.rule}`,
          ]),
        ),
      ),
    ),
  ]);
}

/** What changed between two moments or runs as Markdown, safe to paste. */
export function stateDiffMarkdown(a: FactMoment, b: FactMoment, diff: StateDiff): string {
  const inRun = a.id === b.id;
  return page('# State diff', [
    [momentLine('A', a), momentLine('B', b)].join('\n'),
    ...(diff.transitions.length === 0
      ? [diff.same.length === 0 ? nothingRead : 'Nothing changed.']
      : []),
    ...byKind(diff.transitions).map(({ kind, items }) =>
      section(
        `${factTitles[kind]} (${items.length})`,
        markdownTable(
          ['What', 'Before', 'After', 'Event', 'How it is known'],
          items.map((transition) => {
            const { side, seq } = causeOf(transition);
            const fact = transition.after ?? transition.before;
            return [
              factName(transition),
              sideWord(transition, 'before', inRun),
              sideWord(transition, 'after', inRun),
              inRun ? `#${seq}` : `${side.toUpperCase()} #${seq}`,
              fact ? `${fact.source}: ${fact.rule}` : '',
            ];
          }),
        ),
      ),
    ),
    ...(diff.unchanged.length > 0
      ? [
          `Unchanged: ${diff.unchanged
            .map(({ kind, count }) => `${factTitles[kind].toLowerCase()} ${count}`)
            .join(', ')}.`,
        ]
      : []),
  ]);
}

/** What is read, where nothing was found. */
export const nothingRead =
  'Nothing was found that we can read: goals, constraints, decisions and risks that a trace records; the output ' +
  'of pytest, jest, vitest, go test, cargo test and JUnit reports; edits and patches of coding agents; their ' +
  'todo lists; errors; state operations.';

const momentLine = (word: string, { name, seq, events }: FactMoment): string =>
  seq < 0
    ? `- ${word}: ${markdownText(name)}, which has no events`
    : `- ${word}: ${markdownText(name)}, after event #${seq} of ${counted(events, 'event')}`;

const section = (title: string, table: string): string => `## ${title}\n\n${table}`;

const page = (title: string, blocks: readonly string[]): string =>
  `${[title, ...blocks].join('\n\n')}\n`;
