'use client';

import { useMutation } from '@tanstack/react-query';
import { apiErrorOf } from '@/components/data/api-error';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import type { ReceiptReport } from '@/lib/api/receipt-contract';
import { ReceiptFiles } from './receipt-files';

/** Reads a bundle against the trace: what differs is listed, the trace is what counts. */
export function VerifyReceipt({ address }: { address: string }) {
  const check = useMutation({ mutationFn: (file: File) => verify(address, file) });
  return (
    <section className="mt-6 flex flex-col gap-3">
      <h3 className="font-medium">Verify a receipt against this trace</h3>
      <Field label="Receipt (zip)" hint="It is read here and not kept.">
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".zip,application/zip"
            className="text-12 file:mr-2 file:h-8 file:rounded-4 file:border file:border-line-strong file:border-solid file:bg-surface-0 file:px-3 file:text-13 file:text-text-1"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file) check.mutate(file);
              // The same file can be chosen again after a change.
              event.target.value = '';
            }}
          />
        )}
      </Field>
      {check.isPending && (
        <p role="status" className="text-12 text-text-3">
          Making the receipt anew…
        </p>
      )}
      {check.error && (
        <Callout
          live
          tone="error"
          title={check.error.message}
          kept="Nothing was changed."
          next="Choose the zip that an export gave."
        />
      )}
      {check.data && <Report report={check.data} />}
    </section>
  );
}

async function verify(address: string, file: File): Promise<ReceiptReport> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/zip' },
    body: file,
  });
  const body: unknown = await response.json();
  if (!response.ok)
    throw apiErrorOf(body, response.status) ?? new Error('The receipt could not be checked.');
  // The server made it by the contract.
  return body as ReceiptReport;
}

function Report({ report }: { report: ReceiptReport }) {
  const { content } = report;
  return (
    <>
      <Callout
        live
        tone={report.verified ? 'note' : 'warn'}
        title={
          report.verified
            ? 'Every file is what this trace gives.'
            : 'The receipt is not what this trace gives.'
        }
        kept={
          content.receipt === content.trace
            ? 'It is about the same run: the content fingerprints are equal.'
            : 'It is about another run: the content fingerprints differ.'
        }
        next={
          report.receiptHash === 'differs'
            ? 'The manifest was changed after it was made: it does not hold its own hash.'
            : undefined
        }
      />
      <ReceiptFiles files={report.files} />
    </>
  );
}
