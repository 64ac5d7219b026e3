'use client';

import { Callout } from '@/components/ui/callout';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';
import { counted } from '@/lib/view/format-number';
import { CompareFingerprints } from './compare-fingerprints';
import { SchemeReports } from './scheme-reports';
import { useFingerprints } from './use-fingerprints';

const flavours = [
  {
    key: 'content',
    title: 'Content',
    covers: 'What every event says and does, in order. Not clocks, ids, token counts and lanes.',
  },
  {
    key: 'structure',
    title: 'Structure',
    covers: 'Which kind of step follows which, by which tool, and which failed. Not what was said.',
  },
] as const;

/** Both fingerprints in full, the comparison with another trace, and the hashes that the file brings along. */
export function FingerprintDialog({
  id,
  events,
  open,
  onClose,
}: {
  id: string;
  events: number;
  open: boolean;
  onClose: () => void;
}) {
  const { data: prints, error } = useFingerprints(id, events);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      as="sheet"
      title="Fingerprint"
      description={`A hash chain over ${counted(events, 'event')}. Equal ones show equal runs; whoever changes a trace can make a new one, so they prove no origin.`}
    >
      {error && (
        <Callout
          live
          tone="error"
          title="The fingerprint could not be worked out."
          next="Open this again to try once more."
        />
      )}
      {prints && (
        <>
          <dl className="flex flex-col gap-4">
            {flavours.map(({ key, title, covers }) => (
              <div key={key}>
                <dt className="flex items-center gap-2 font-medium">
                  {title}
                  <span className="ml-auto">
                    <CopyButton label="Copy" of={`${title} fingerprint`} text={() => prints[key]} />
                  </span>
                </dt>
                <dd className="text-12 text-text-3">{covers}</dd>
                <dd className="mt-1 break-all font-mono text-12">{prints[key]}</dd>
              </div>
            ))}
          </dl>
          <CompareFingerprints id={id} prints={prints} onGo={onClose} />
          {prints.schemes.length > 0 && <SchemeReports reports={prints.schemes} />}
        </>
      )}
    </Dialog>
  );
}
