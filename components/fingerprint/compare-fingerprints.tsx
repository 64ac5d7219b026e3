'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { api } from '@/components/data/api-client';
import { OtherTraceField } from '@/components/traces/other-trace-field';
import { Field, TextInput } from '@/components/ui/field';
import type { FingerprintComparison } from '@/lib/api/fingerprint-contract';
import { exactNumber } from '@/lib/view/format-number';
import { diffLink, traceLink } from '@/lib/view/links';

/** Against another trace that is here, or against a fingerprint from elsewhere. */
export function CompareFingerprints({
  id,
  prints,
  onGo,
}: {
  id: string;
  prints: { content: string; structure: string };
  /** A link was followed: it may lead to this very page. */
  onGo: () => void;
}) {
  const [other, setOther] = useState('');
  const [pasted, setPasted] = useState('');
  const { data, error } = useQuery(
    api.fingerprints.compare.queryOptions({ input: other ? { a: id, b: other } : skipToken }),
  );
  const given = pasted.trim();
  return (
    <section className="mt-6 flex flex-col gap-3">
      <h3 className="font-medium">Compare</h3>
      <OtherTraceField
        label="With a trace"
        none="Choose a trace"
        not={[id]}
        value={other}
        onChange={setOther}
      />
      <div role="status" className="empty:hidden">
        {error && <p className="text-12 text-bad">The traces could not be compared.</p>}
        {data && <Parting comparison={data} onGo={onGo} />}
      </div>
      <Field label="With a fingerprint from elsewhere">
        {(control) => (
          <TextInput
            {...control}
            className="font-mono"
            placeholder="rt1-content-…"
            spellCheck={false}
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
        )}
      </Field>
      <p role="status" className="text-12 empty:hidden">
        {given !== '' && pastedWords(given, prints)}
      </p>
    </section>
  );
}

function pastedWords(given: string, prints: { content: string; structure: string }): string {
  if (given === prints.content) return 'The same content.';
  if (given === prints.structure) return 'The same structure.';
  return /^rt1-(content|structure)-[0-9a-f]{64}$/.test(given)
    ? 'Another run: it is neither of the two above.'
    : 'This is no fingerprint of version 1: they begin with rt1-content- or rt1-structure-.';
}

function Parting({ comparison, onGo }: { comparison: FingerprintComparison; onGo: () => void }) {
  const { a, b } = comparison;
  const words = (
    flavour: 'content' | 'structure',
    { at, equal }: FingerprintComparison['content'],
  ) =>
    equal || at === null ? (
      <li key={flavour}>Equal in {flavour}: every event.</li>
    ) : (
      <li key={flavour}>
        Part in {flavour} at event{' '}
        {at < a.events ? (
          <Link
            className="text-select underline"
            href={traceLink(a.id, { seq: at })}
            onClick={onGo}
          >
            #{exactNumber(at)}
          </Link>
        ) : (
          `#${exactNumber(at)}, where this run has ended`
        )}
        {at >= b.events && ', where the other has ended'}.
      </li>
    );
  return (
    <ul className="flex flex-col gap-1 text-12">
      {words('content', comparison.content)}
      {words('structure', comparison.structure)}
      <li>
        <Link className="text-select underline" href={diffLink(a.id, b.id)} onClick={onGo}>
          Lay them side by side
        </Link>
      </li>
    </ul>
  );
}
