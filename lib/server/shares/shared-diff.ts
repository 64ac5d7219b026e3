import type { DiffMetrics, DiffResult } from '@/lib/api/diff-contract';
import type { Leaving } from './leaving';

/** The comparison alone, as the reader of a share gets it. */
export type SharedDiff = Omit<DiffResult, 'a' | 'b' | 'control'>;

/**
 * Whatever a comparison quotes leaves only where the reader finds it in the events beside: a word that two texts
 * differ in may be a piece of a masked value, or of what was left out.
 * @param textOf what an event says, as the reader gets it
 */
export function sharedDiff(
  { masker }: Leaving,
  diff: SharedDiff,
  textOf: (side: 'a' | 'b', seq: number) => string,
): SharedDiff {
  const { editedValue: edit, metrics, reason } = diff;
  const told = (side: 'a' | 'b', seq: number, word: string): boolean =>
    masker.text(word) === word && textOf(side, seq).includes(word);
  const isTold = edit !== null && told('a', edit.a, edit.from) && told('b', edit.b, edit.to);
  const metricsOf = ({ before, after }: { before: DiffMetrics; after: DiffMetrics }) => ({
    before: sharedMetrics(before),
    after: sharedMetrics(after),
  });
  const sharedMetrics = (some: DiffMetrics): DiffMetrics => ({
    ...some,
    tools: some.tools.map(([tool, calls]) => [masker.text(tool), calls]),
  });
  return {
    ...diff,
    editedValue: isTold ? edit : null,
    reason: edit && !isTold ? 'All steps pair up, and one value differs.' : masker.text(reason),
    metrics: { a: metricsOf(metrics.a), b: metricsOf(metrics.b) },
  };
}
