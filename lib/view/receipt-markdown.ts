import { type Fact, factKinds } from '@/lib/replay/facts/fact';
import { isCurrent, type ReceiptMatter } from '@/lib/replay/receipt/receipt-texts';
import { cost, counted, exactNumber } from './format-number';
import { markdownTable, markdownText } from './markdown-table';

/** What a receipt is about, for a person: the same figures as `receipt.json`. */
export function receiptMarkdown({ subject, previous, header, after }: ReceiptMatter): string {
  const { totals } = header;
  const rows = [
    ['Outcome', header.outcome],
    ['Format', subject.format],
    ['Run', subject.source_id ?? 'the file names none'],
    ['Events', exactNumber(totals.events)],
    ['Errors', exactNumber(totals.errors)],
    ['Models', totals.models.join(', ') || 'none recorded'],
    ['Tokens in', exactNumber(totals.inputTokens)],
    ['Tokens out', exactNumber(totals.outputTokens)],
    ['Cost', cost(totals.costUsd)],
    ['Content fingerprint', subject.fingerprint.content],
    ['Structure fingerprint', subject.fingerprint.structure],
    [
      'Previous run',
      previous ? `${previous.subject.name}, ${previous.subject.fingerprint.content}` : 'none',
    ],
  ];
  return `${[
    `# Receipt of ${markdownText(subject.name)}`,
    'A receipt is no authority: it is made from a trace and can be made again. Verify it against the trace.',
    markdownTable(['', ''], rows),
    '## What the run left behind',
    factTable(after),
  ].join('\n\n')}\n`;
}

/** What holds or is open at the end of a run, for a person or a model to go on from. */
export function snapshotMarkdown({ subject, after, state }: ReceiptMatter): string {
  const current = after.filter(isCurrent);
  const live = state.filter(({ deleted }) => !deleted);
  return `${[
    `# ${markdownText(subject.name)}, after ${counted(subject.events, 'event')}`,
    factTable(current),
    ...(live.length === 0
      ? []
      : [
          '## State',
          markdownTable(
            ['Namespace', 'Agent', 'Key', 'Value', 'Written at'],
            live.map(({ namespace, agent, key, value, seq }) => [
              ...[namespace, agent, key, JSON.stringify(value)],
              `#${seq}`,
            ]),
          ),
        ]),
  ].join('\n\n')}\n`;
}

function factTable(facts: readonly Fact[]): string {
  if (facts.length === 0) return 'Nothing that is read from a trace was found in it.';
  return markdownTable(
    ['What', 'Title', 'Status', 'At', 'How it is known'],
    factKinds.flatMap((kind) =>
      facts
        .filter((fact) => fact.kind === kind)
        .map(({ title, status, seq, source, rule }) => [
          ...[kind, title, status, `#${seq}`, `${source}: ${rule}`],
        ]),
    ),
  );
}
