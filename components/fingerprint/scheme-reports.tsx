import { Badge, type BadgeTone } from '@/components/ui/badge';
import type { SchemeReport } from '@/lib/api/fingerprint-contract';

const tones: Record<SchemeReport['verdict'], BadgeTone> = {
  matches: 'ok',
  differs: 'bad',
  broken: 'bad',
  'not recorded': 'plain',
};

/** The hashes that the file's own system defines, worked out again from the uploaded bytes. */
export function SchemeReports({ reports }: { reports: readonly SchemeReport[] }) {
  return (
    <section className="mt-6">
      <h3 className="font-medium">Recorded by the file</h3>
      <ul className="mt-1 border-line border-t">
        {reports.map((report) => (
          <li
            key={`${report.scheme}\n${report.file}`}
            className="flex flex-col gap-0.5 border-line border-b py-2 text-12 [overflow-wrap:anywhere]"
          >
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{report.scheme}</span>
              <Badge tone={tones[report.verdict]}>{report.verdict}</Badge>
              <bdi className="font-mono text-11 text-text-3">{report.file}</bdi>
            </p>
            <p className="text-text-2">{report.message}</p>
            {report.value !== null && <Hash label="Worked out" value={report.value} />}
            {report.recorded !== null && report.recorded !== report.value && (
              <Hash label="Recorded" value={report.recorded} />
            )}
            <p className="text-text-3">Does not show: {report.notProven}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const Hash = ({ label, value }: { label: string; value: string }) => (
  <p className="text-text-2">
    {label}: <bdi className="break-all font-mono text-11">{value}</bdi>
  </p>
);
