import { TriangleAlert } from 'lucide-react';
import type { TraceDetail } from '@/lib/api/trace-contract';
import { counted } from '@/lib/view/format-number';

/** Says beside the events that something of the file could not be read, or that clocks are missing. */
export function ReportNotice({ detail }: { detail: TraceDetail }) {
  const words = [
    ...(detail.report && detail.report.keptRaw > 0
      ? [`${counted(detail.report.keptRaw, 'record')} kept raw`]
      : []),
    ...(detail.timeQuality === 'none' ? ['no clock in this trace'] : []),
    ...(detail.timeQuality === 'derived' ? ['times are derived'] : []),
  ];
  if (words.length === 0) return null;
  return (
    <p className="flex items-center gap-2 border-line border-b px-3 py-1 text-12 text-text-2">
      <TriangleAlert size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-warn" />
      {words.join(' · ')}
    </p>
  );
}
