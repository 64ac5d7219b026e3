'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api, client } from '@/components/data/api-client';
import { hintOf } from '@/components/data/api-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog } from '@/components/ui/dialog';
import { downloadShare } from './download-share';
import { ShareLinks } from './share-links';
import { ShareSecrets } from './share-secrets';
import type { ShareTarget } from './share-target';
import { firstTerms, termsInput } from './share-terms';
import { ShareTermsFields } from './share-terms-fields';
import { ShareUrl } from './share-url';
import { ShareWhat } from './share-what';
import { useShareDraft } from './use-share-draft';
import { noLinkYet, notReviewed } from './why-not-yet';

interface ShareDialogProps {
  target: ShareTarget;
  /** The page as one sees it. */
  view: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const titles = {
  trace: 'Share this trace',
  moment: 'Share this trace',
  diff: 'Share this diff',
  tree: 'Share this lineage',
};

const isConflict = (error: Error): boolean => 'code' in error && error.code === 'conflict';

/**
 * Hands something over, in the order in which a person decides: what, without which secrets, for how long. Then the
 * link or the file, and the links there are.
 */
export function ShareDialog({ target, view, open, onOpenChange }: ShareDialogProps) {
  const queries = useQueryClient();
  const why = useId();
  const draft = useShareDraft(target);
  const [terms, setTerms] = useState(firstTerms);
  const refused = {
    onError: (error: Error) => {
      if (isConflict(error)) draft.lookAgain();
    },
  };
  const create = useMutation({
    mutationFn: (reviewed: string) =>
      client.shares.create({ ...draft.matter(view), reviewed, ...termsInput(terms) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.shares.list.key() }),
    ...refused,
  });
  const download = useMutation({
    mutationFn: (reviewed: string) => downloadShare(draft.matter(view), reviewed),
    ...refused,
  });
  const noFile = notReviewed(draft);
  const noLink = noLinkYet(draft, terms);
  const trouble = [create.error, download.error].find((error) => error && !isConflict(error));
  return (
    <Dialog
      as="sheet"
      open={open}
      onOpenChange={onOpenChange}
      title={titles[target.kind]}
      description="Whoever has the link can read what it shows, and nothing else."
      actions={
        <>
          {noLink && (
            <p id={why} className="mr-auto self-center text-12 text-text-2">
              {noLink}
            </p>
          )}
          <Button
            size="medium"
            aria-disabled={noFile !== null || download.isPending}
            aria-describedby={noFile ? why : undefined}
            onClick={() => {
              if (noFile === null && draft.reviewed !== null && !download.isPending)
                download.mutate(draft.reviewed);
            }}
          >
            {download.isPending ? 'Making the file…' : 'Download as one HTML file'}
          </Button>
          <Button
            look={noLink ? 'plain' : 'primary'}
            size="medium"
            aria-disabled={noLink !== null || create.isPending}
            aria-describedby={noLink ? why : undefined}
            onClick={() => {
              if (noLink === null && draft.reviewed !== null && !create.isPending)
                create.mutate(draft.reviewed);
            }}
          >
            Create link
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ShareWhat page={target} draft={draft} />
        <ShareSecrets draft={draft} />
        <ShareTermsFields terms={terms} onChange={setTerms} />
        <p className="text-12 text-text-3">
          A file has no end and no passphrase, and nothing in it can be revoked.
        </p>
        {trouble && (
          <Callout
            live
            tone="error"
            title="Nothing was shared."
            kept={trouble.message}
            next={hintOf(trouble) ?? 'Try again.'}
          />
        )}
        {create.data && <ShareUrl key={create.data.share.id} url={create.data.url} />}
        <ShareLinks target={target} />
      </div>
    </Dialog>
  );
}
