import type { SharedReader } from './shared-reader';

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** One line of what is shared, for the preview of a link; masked as the reader is. */
export async function summaryOf(reader: SharedReader): Promise<string> {
  const [a, b] = reader.shown.traces;
  switch (reader.pins.kind) {
    case 'diff':
      return a && b ? diffSummary(reader) : '';
    case 'tree':
      return counted(reader.pins.traces.length, 'run');
    case 'moment':
      return `The first ${counted(a?.totals.events ?? 0, 'event')}`;
    case 'trace':
      return [
        counted(a?.totals.events ?? 0, 'event'),
        ...(a && a.totals.errors > 0 ? [counted(a.totals.errors, 'error')] : []),
      ].join(', ');
  }
}

async function diffSummary(reader: SharedReader): Promise<string> {
  const { counts, verdict, fork } = await reader.diff('a', 'b');
  const others = counts.changed + counts.moved + counts.absorbed + counts.left + counts.right;
  const words = [`${counted(counts.same, 'event')} same`, `${others} changed`];
  if (verdict === 'identical') words.push('identical');
  if (verdict === 'incomparable') words.push('not comparable');
  if (fork) {
    const [at] = reader.outline('b', fork.b, 1).concat(reader.outline('a', fork.a, 1));
    words.push(`parted at ${at ? (at.name ?? at.kind) : 'the end'}`);
  }
  return words.join(', ');
}
