'use client';

import { useState } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { JsonView } from '@/components/ui/json-view';
import { Segments } from '@/components/ui/segments';
import { TextView } from '@/components/ui/text-view';
import type { Json } from '@/lib/trace/json';

const looks = [
  { value: 'tree', label: 'Tree' },
  { value: 'raw', label: 'Raw' },
] as const;

/** The arguments of a call, as a tree or as their text; what is no JSON has only the text that came. */
export function ArgumentView({
  tool,
  input,
  malformed,
}: {
  tool: string;
  input: Json;
  malformed: boolean;
}) {
  const [look, setLook] = useState<'tree' | 'raw'>('tree');
  const raw = malformed && typeof input === 'string' ? input : JSON.stringify(input);
  return (
    <>
      <div className="mb-1 flex flex-wrap items-center gap-2">
        <h4 className="mr-auto font-medium text-12 text-text-2">
          {malformed ? 'Arguments, as they came' : 'Arguments'}
        </h4>
        {!malformed && (
          <Segments
            label={`Arguments of ${tool} as`}
            value={look}
            onChange={setLook}
            options={looks}
          />
        )}
        <CopyButton label="Copy" text={() => raw} />
      </div>
      {malformed || look === 'raw' ? (
        <TextView text={raw} />
      ) : (
        <JsonView label={`Arguments of ${tool}`} value={input} />
      )}
    </>
  );
}
