import { Badge } from '@/components/ui/badge';
import type { ReceiptFileReport } from '@/lib/api/receipt-contract';
import { exactNumber } from '@/lib/view/format-number';

const fine = ({ recorded, trace }: ReceiptFileReport): boolean =>
  recorded === 'matches' && trace === 'matches';

/** Every file with both verdicts; where it differs, the first line on both sides. */
export function ReceiptFiles({ files }: { files: readonly ReceiptFileReport[] }) {
  const [odd, even] = [files.filter((file) => !fine(file)), files.filter(fine)];
  return (
    <ul aria-label="Files of the receipt" className="border-line border-t text-12">
      {[...odd, ...even].map((file) => (
        <li key={file.path} className="border-line border-b py-1.5 [overflow-wrap:anywhere]">
          <p className="flex flex-wrap items-center gap-2">
            <bdi className="font-mono">{file.path}</bdi>
            {fine(file) ? (
              <Badge tone="ok">matches</Badge>
            ) : (
              <>
                <Badge tone={file.recorded === 'matches' ? 'ok' : 'bad'}>
                  manifest: {file.recorded}
                </Badge>
                <Badge tone={file.trace === 'matches' ? 'ok' : 'bad'}>trace: {file.trace}</Badge>
              </>
            )}
          </p>
          {file.first && (
            <dl className="mt-1 grid grid-cols-[64px_minmax(0,1fr)] gap-x-2 font-mono text-11">
              <dt className="text-text-3">
                line <span className="tabular-nums">{exactNumber(file.first.line)}</span>
              </dt>
              <dd />
              <Side name="receipt" from={file.first.from} text={file.first.receipt} />
              <Side name="trace" from={file.first.from} text={file.first.trace} />
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}

const Side = ({ name, from, text }: { name: string; from: number; text: string | null }) => (
  <>
    <dt className="text-text-3">{name}</dt>
    <dd>
      {text === null ? (
        <span className="text-text-3">has ended</span>
      ) : (
        <bdi>
          {from > 0 && '…'}
          {text}
        </bdi>
      )}
    </dd>
  </>
);
