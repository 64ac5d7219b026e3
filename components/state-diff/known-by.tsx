import { plainLine } from '@/lib/view/plain-line';

/** Whether the trace says it itself, or which rule concluded it. */
export function KnownBy({ source, rule }: { source: 'recorded' | 'inferred'; rule: string }) {
  return (
    <p className="text-11 text-text-3">
      <span className="font-medium text-text-2">{source}</span>{' '}
      <bdi className="[overflow-wrap:anywhere]">{plainLine(rule)}</bdi>
    </p>
  );
}
