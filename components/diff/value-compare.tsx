import { useMemo } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { JsonView } from '@/components/ui/json-view';
import { TextView } from '@/components/ui/text-view';
import type { Json } from '@/lib/trace/json';
import { withJsonTexts } from '@/lib/view/json-texts';
import { prettyJson } from '@/lib/view/pretty-json';
import { JsonCompare } from './json-compare';
import { TextCompare } from './text-compare';

const isStructure = (value: Json | undefined): boolean =>
  typeof value === 'object' && value !== null;
const textOf = (value: Json): string => (typeof value === 'string' ? value : prettyJson(value));

/** A value of both sides: by paths where they have structure, else as text. `undefined`: that side has none. */
export function ValueCompare({
  label,
  before,
  after,
}: {
  label: string;
  before: Json | undefined;
  after: Json | undefined;
}) {
  const was = useMemo(() => (before === undefined ? before : withJsonTexts(before)), [before]);
  const is = useMemo(() => (after === undefined ? after : withJsonTexts(after)), [after]);
  if (was === undefined || is === undefined) return <One label={label} value={was ?? is} />;
  if (isStructure(was) && isStructure(is))
    return <JsonCompare label={label} before={was} after={is} />;
  const texts = [textOf(was), textOf(is)] as const;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex min-h-6 items-center gap-1 text-12 text-text-2">
        {texts[0] === texts[1] ? 'The same on both sides.' : 'changed'}
        <span className="ml-auto flex gap-1">
          <CopyButton look="ghost" label="Copy A" of={label} text={() => texts[0]} />
          <CopyButton look="ghost" label="Copy B" of={label} text={() => texts[1]} />
        </span>
      </div>
      {texts[0] === texts[1] ? (
        <TextView text={texts[0]} />
      ) : (
        <TextCompare label={label} before={texts[0]} after={texts[1]} />
      )}
    </div>
  );
}

/** The value of the only side that has one. */
function One({ label, value }: { label: string; value: Json | undefined }) {
  if (value === undefined) return null;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <CopyButton look="ghost" label="Copy" of={label} text={() => textOf(value)} />
      {isStructure(value) ? (
        <JsonView label={label} value={value} />
      ) : (
        <TextView text={textOf(value)} />
      )}
    </div>
  );
}
