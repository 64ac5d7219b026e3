'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '@/components/data/api-client';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog } from '@/components/ui/dialog';
import { Field, Select } from '@/components/ui/field';
import { ShareLinks } from './share-links';
import type { ShareTarget } from './share-target';
import { ShareUrl } from './share-url';

const choices = [
  { value: '1', label: 'After 1 day' },
  { value: '7', label: 'After 7 days' },
  { value: '30', label: 'After 30 days' },
  { value: 'never', label: 'Never' },
];

interface ShareDialogProps {
  target: ShareTarget;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Makes a link, says what it shows, and lists the links there are with a way to end each. */
export function ShareDialog({ target, open, onOpenChange }: ShareDialogProps) {
  const queries = useQueryClient();
  const [days, setDays] = useState('7');
  const create = useMutation({
    mutationFn: () =>
      client.shares.create({ target, expiresInDays: days === 'never' ? null : Number(days) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.shares.key() }),
  });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={target.kind === 'diff' ? 'Share this diff' : 'Share this trace'}
      description="Whoever has the link can read what it shows. No password is asked."
    >
      <div className="flex flex-col gap-4">
        <Included target={target} />
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate();
          }}
        >
          <div className="flex items-end gap-2">
            <Field label="The link expires" className="flex-1">
              {(control) => (
                <Select {...control} value={days} onChange={(event) => setDays(event.target.value)}>
                  {choices.map(({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Button type="submit" look="primary" size="medium" disabled={create.isPending}>
              Create link
            </Button>
          </div>
          {days === 'never' && (
            <Callout
              live
              tone="warn"
              title="A link without an end stays open until you revoke it."
              next="Anyone it is passed on to can read it, too."
            />
          )}
          {create.isError && (
            <Callout
              live
              tone="error"
              title="No link was made."
              kept={create.error.message}
              next="Try again."
            />
          )}
        </form>
        {create.data && <ShareUrl url={create.data.url} />}
        <ShareLinks target={target} />
      </div>
    </Dialog>
  );
}

function Included({ target }: { target: ShareTarget }) {
  const diff = target.kind === 'diff';
  return (
    <ul className="list-disc pl-4 text-12 text-text-2">
      <li>
        {diff
          ? 'Both traces as they are now, and where they differ.'
          : 'This trace as it is now: every event, and what the model saw at each.'}
        {!diff && target.seq !== undefined && ` It opens at event #${target.seq}.`}
      </li>
      <li>Nothing that is added later: no new events, no branches, no new name.</li>
      <li>No raw bytes of the upload, no attachments, no other traces.</li>
      <li>Prompts, tool results and reasoning are shown as they are: look for secrets first.</li>
    </ul>
  );
}
