'use client';

import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { api } from '@/components/data/api-client';
import { buttonClasses } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Select } from '@/components/ui/field';
import type { TraceDetail } from '@/lib/api/trace-contract';
import { VerifyReceipt } from './verify-receipt';

/** Traces that are offered as the previous run. */
const offered = 200;

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
  const list = useQuery({
    ...api.traces.list.queryOptions({ input: { limit: offered, archived: 'all' } }),
    enabled: open,
  });
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
        <Field
          label="Compare with the previous run"
          hint={
            detail.parentName === null
              ? 'Without one the bundle holds no comparison.'
              : 'Without a choice it is the run that this branch began from.'
          }
        >
          {(control) => (
            <Select
              {...control}
              value={previous}
              onChange={(event) => setPrevious(event.target.value)}
            >
              <option value="">{detail.parentName ?? 'None'}</option>
              {list.data?.items
                .filter(({ id }) => id !== detail.id && id !== detail.parentId)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </Select>
          )}
        </Field>
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
