'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '@/components/data/api-client';
import { useImports } from '@/components/import/use-imports';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog } from '@/components/ui/dialog';
import { Field, Select } from '@/components/ui/field';
import type { TraceDetail } from '@/lib/api/trace-contract';
import { traceLink } from '@/lib/view/links';

/** Reads the kept bytes once more: after an importer got better, or as another format. */
export function RereadDialog({
  detail,
  open,
  onClose,
}: {
  detail: TraceDetail;
  open: boolean;
  onClose: () => void;
}) {
  const router = useRouter();
  const [format, setFormat] = useState('');
  const { data } = useQuery(api.imports.formats.queryOptions({ enabled: open }));
  const { tasks, reread } = useImports(({ traces }) => {
    const [first] = traces;
    if (!first) return;
    onClose();
    router.push(traceLink(first.id));
  });
  const task = tasks.at(-1);
  const trouble = task?.refused?.message ?? task?.state?.error?.message;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="Read the file again"
      description="Makes a new trace from the kept bytes. This one and its branches stay as they are."
      actions={
        <Button
          look="primary"
          size="medium"
          disabled={task !== undefined && !trouble && task.state?.phase !== 'done'}
          onClick={() => reread(detail.id, detail.name, format || undefined)}
        >
          Read it
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="Format">
          {(control) => (
            <Select {...control} value={format} onChange={(event) => setFormat(event.target.value)}>
              <option value="">Best match</option>
              {data?.items.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {trouble && (
          <Callout
            live
            tone="error"
            title={<bdi>{trouble}</bdi>}
            kept="The trace you have stays as it is."
            next={task?.state?.error?.hint ?? task?.refused?.hint}
          />
        )}
      </div>
    </Dialog>
  );
}
