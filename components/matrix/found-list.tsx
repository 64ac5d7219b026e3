'use client';

import { Callout } from '@/components/ui/callout';
import { counted } from '@/lib/view/format-number';
import { plainLine } from '@/lib/view/plain-line';
import type { FoundSecret } from './found-secrets';

/** Values that look like secrets and would leave this machine: never whole. */
export function FoundList({
  found,
  allowed,
  onAllow,
}: {
  found: readonly FoundSecret[];
  allowed: boolean;
  onAllow: (allowed: boolean) => void;
}) {
  return (
    <Callout
      live
      tone="warn"
      title="What would be sent holds values that look like secrets."
      next="Take them out in the composer, or send them knowingly."
    >
      <ul className="my-1 flex max-h-32 flex-col overflow-y-auto">
        {found.map(({ host, kind, masked, columns }) => (
          <li
            key={`${host} ${kind} ${masked}`}
            className="flex flex-wrap items-center gap-x-2 text-12"
          >
            <span>{kind}</span>
            <bdi className="font-mono text-text-2">{plainLine(masked)}</bdi>
            <span className="text-text-3">
              to <bdi>{host}</bdi>, in {counted(columns, 'column')}
            </span>
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
