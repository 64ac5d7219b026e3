'use client';

import { Callout } from '@/components/ui/callout';
import type { Finding, Place } from '@/lib/api/prepare-contract';
import { plainLine } from '@/lib/view/plain-line';
import { placeWords } from './findings';

interface FindingsListProps {
  host: string;
  findings: readonly { finding: Finding; control: boolean }[];
  allowed: boolean;
  onAllow: (allowed: boolean) => void;
  /** Goes where it stands; without it the place is only named. */
  onGo?: (place: Place) => void;
}

/** Values that look like secrets and would leave this machine: by kind and place, never whole. */
export function FindingsList({ host, findings, allowed, onAllow, onGo }: FindingsListProps) {
  return (
    <Callout
      live
      tone="warn"
      title={
        <>
          Values that look like secrets would be sent to <bdi>{host}</bdi>.
        </>
      }
    >
      <ul className="flex max-h-32 flex-col overflow-y-auto">
        {findings.map(({ finding: { kind, place, masked, count }, control }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: findings have nothing else of their own.
          <li key={at} className="flex min-h-6 flex-wrap items-center gap-x-2 text-12">
            <span>{kind}</span>
            <bdi className="font-mono text-text-2">{plainLine(masked)}</bdi>
            {count > 1 && <span className="text-text-3">{count} times</span>}
            {control || !onGo ? (
              <span className="text-text-3">
                in {placeWords(place)}
                {control && ' of the control only'}
              </span>
            ) : (
              <button
                type="button"
                className="min-h-6 text-select underline underline-offset-2"
                onClick={() => onGo(place)}
              >
                in {placeWords(place)}
              </button>
            )}
          </li>
        ))}
      </ul>
      <label className="flex min-h-6 items-center gap-2">
        <input
          type="checkbox"
          className="size-[14px]"
          checked={allowed}
          onChange={(event) => onAllow(event.target.checked)}
        />
        Send them anyway
      </label>
    </Callout>
  );
}
