'use client';

import type { Json } from '@/lib/trace/json';
import type { Setup } from '@/lib/trace/setup';
import { messageFields } from '@/lib/view/event-fields';
import type { LoadedSide } from './diff-side';
import { LoadState } from './load-state';
import { useSetup } from './use-body';
import { ValueCompare } from './value-compare';

// A tool definition is plain JSON by construction: it came through JSON.parse and a schema.
const toolsJson = (tools: Setup['tools']): Json | undefined =>
  tools === null ? undefined : (tools as readonly object[] as Json);

const systemText = (system: Setup['system']): Json | undefined =>
  system === null
    ? undefined
    : messageFields([{ role: 'system', parts: system }])
        .map(({ text }) => text)
        .join('\n\n');

const parts: { label: string; of: (setup: Setup) => Json | undefined }[] = [
  { label: 'system prompt', of: ({ system }) => systemText(system) },
  { label: 'tools', of: ({ tools }) => toolsJson(tools) },
  { label: 'model', of: ({ model }) => model ?? undefined },
  { label: 'parameters', of: ({ parameters }) => parameters ?? undefined },
];

/** What the models were sent besides messages. */
export function ContextSetup({
  a,
  b,
  hashes: [left, right],
}: {
  a: LoadedSide;
  b: LoadedSide;
  hashes: readonly [string | null, string | null];
}) {
  const differ = left !== right;
  const was = useSetup(a.source, differ ? left : null);
  const is = useSetup(b.source, differ ? right : null);
  const loads = [was, is].map(({ isLoading, error, refetch }) => ({
    ...{ isPending: isLoading, error },
    retry: () => void refetch(),
  }));
  if (left === null && right === null)
    return <Line>Not in either trace: system prompt, tools, model, parameters</Line>;
  if (!differ) return <Line>Same: system prompt, tools, model, parameters</Line>;
  if (was.isLoading || is.isLoading || was.error || is.error) return <LoadState of={loads} />;
  const found = parts.map(({ label, of }) => ({
    label,
    before: was.data && of(was.data),
    after: is.data && of(is.data),
  }));
  const missing = found.filter(({ before, after }) => before === undefined && after === undefined);
  const known = found.filter((part) => !missing.includes(part));
  const same = known.filter(
    ({ before, after }) => JSON.stringify(before) === JSON.stringify(after),
  );
  const namesOf = (some: typeof found) => some.map(({ label }) => label).join(', ');
  return (
    <>
      {known
        .filter((part) => !same.includes(part))
        .map((part) => (
          <SetupPart key={part.label} {...part} />
        ))}
      {same.length > 0 && <Line>Same: {namesOf(same)}</Line>}
      {missing.length > 0 && <Line>Not in either trace: {namesOf(missing)}</Line>}
    </>
  );
}

function SetupPart({
  label,
  before,
  after,
}: {
  label: string;
  before: Json | undefined;
  after: Json | undefined;
}) {
  return (
    <section className="border-line border-b px-3 py-2">
      <h3 className="mb-1 font-medium text-12 text-text-2">
        {label}
        {before === undefined || after === undefined ? (
          <span className="font-normal text-text-3">
            {' '}
            {before === undefined ? 'only in B' : 'only in A'}, not in the other trace
          </span>
        ) : null}
      </h3>
      <ValueCompare label={label} before={before} after={after} />
    </section>
  );
}

const Line = ({ children }: { children: React.ReactNode }) => (
  <p className="border-line border-b px-3 py-1.5 text-12 text-text-3">{children}</p>
);
