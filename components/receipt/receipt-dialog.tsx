'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { OtherTraceField } from '@/components/traces/other-trace-field';
import { buttonClasses } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { TraceDetail } from '@/lib/api/trace-contract';
import { VerifyReceipt } from './verify-receipt';

/** What a run left behind as a bundle of files, and the check of such a bundle against the trace. */
export function ReceiptDialog({
  detail,
  open,
  onClose,
}: {
  detail: TraceDetail;
  open: boolean;
  onClose: () => void;
}) {
  const [previous, setPrevious] = useState('');
  const path = `/api/traces/${detail.id}/receipt`;
  const query = previous === '' ? '' : `?previous=${previous}`;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      as="sheet"
      title="Receipt"
      description="The run, what it established and the next request as a zip: the same bytes every time. Nothing in it is masked."
    >
      <section className="flex flex-col gap-3">
        <OtherTraceField
          label="Compare with the previous run"
          none={detail.parentName ?? 'None'}
          hint={
            detail.parentName === null
              ? 'Without one the bundle holds no comparison.'
              : 'Without a choice it is the run that this branch began from.'
          }
          not={[detail.id, detail.parentId]}
          value={previous}
          onChange={setPrevious}
        />
        <a
          href={`${path}${query}`}
          download
          className={`${buttonClasses('primary', 'medium')} self-start`}
        >
          <Download size={14} strokeWidth={1.5} aria-hidden />
          Export the receipt
        </a>
      </section>
      <VerifyReceipt address={`${path}${query}`} />
    </Dialog>
  );
}
