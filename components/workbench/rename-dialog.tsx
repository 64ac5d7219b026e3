'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '@/components/data/api-client';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, TextInput } from '@/components/ui/field';
import type { TraceDetail } from '@/lib/api/trace-contract';

export function RenameDialog({
  detail,
  open,
  onClose,
}: {
  detail: Pick<TraceDetail, 'id' | 'name'>;
  open: boolean;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const [name, setName] = useState(detail.name);
  const rename = useMutation({
    mutationFn: () => client.traces.rename({ id: detail.id, name }),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: api.traces.key() });
    },
  });
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()} title="Rename the trace">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate();
        }}
      >
        <Field
          label="Name"
          error={rename.isError ? `It keeps its name: ${rename.error.message}` : undefined}
        >
          {(control) => (
            <TextInput
              {...control}
              dir="auto"
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className="flex justify-end">
          <Button
            type="submit"
            look="primary"
            size="medium"
            disabled={name.trim() === '' || rename.isPending}
          >
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
