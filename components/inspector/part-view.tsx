import { useMemo, useState } from 'react';
import { useTraceSource } from '@/components/data/trace-source';
import { Badge } from '@/components/ui/badge';
import { JsonView } from '@/components/ui/json-view';
import { Segments } from '@/components/ui/segments';
import { TextView } from '@/components/ui/text-view';
import type { Json, JsonObject } from '@/lib/trace/json';
import type { MediaPart, Part } from '@/lib/trace/message';
import { byteSize } from '@/lib/view/format-number';
import { RowsTable } from './rows-table';
import { tableShape } from './table-shape';

/** One part of a message, as the trace has it: text as text, never as markup. */
export function PartView({ part }: { part: Part }) {
  switch (part.type) {
    case 'text':
      return <TextView text={part.text} />;
    case 'reasoning':
      return (
        <Folded
          label={
            part.redacted || part.text === '' ? 'Reasoning, hidden by the provider' : 'Reasoning'
          }
        >
          <TextView text={part.text} />
        </Folded>
      );
    case 'tool-call':
      return (
        <figure aria-label={`Call of ${part.tool}`} className="m-0 border-tool border-l-2 pl-2">
          <PartHead name={part.tool} callId={part.callId}>
            {part.malformed && <Badge tone="bad">arguments are no JSON</Badge>}
          </PartHead>
          <ValueView value={part.input} />
        </figure>
      );
    case 'tool-result':
      return (
        <figure aria-label="Tool result" className="m-0 border-result border-l-2 pl-2">
          <PartHead name={part.tool ?? 'result'} callId={part.callId}>
            {part.isError && <Badge tone="bad">error</Badge>}
          </PartHead>
          <ValueView value={part.output} />
        </figure>
      );
    case 'media':
      return <Media part={part} />;
    case 'unknown':
      return (
        <Folded label="A part that this version does not know, kept as it is">
          <JsonView label="Unknown part" value={part.value} />
        </Folded>
      );
  }
}

/** Text where the value is text, a tree where it has structure, a table where it is a list of records. */
export function ValueView({ value }: { value: Json }) {
  const shape = useMemo(() => tableShape(value), [value]);
  if (typeof value === 'string') return <TextView text={value} />;
  if (!shape) return <JsonView label="Value" value={value} />;
  return <Records value={value} {...shape} />;
}

function Records({
  value,
  columns,
  rows,
}: {
  value: Json;
  columns: readonly string[];
  rows: readonly JsonObject[];
}) {
  const [view, setView] = useState<'table' | 'tree'>('table');
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <Segments
        label="Show the value as"
        value={view}
        onChange={setView}
        options={[
          { value: 'table', label: 'Table' },
          { value: 'tree', label: 'Tree' },
        ]}
      />
      {view === 'table' ? (
        <RowsTable columns={columns} rows={rows} />
      ) : (
        <JsonView label="Value" value={value} />
      )}
    </div>
  );
}

function PartHead({
  name,
  callId,
  children,
}: {
  name: string;
  callId: string | null;
  children?: React.ReactNode;
}) {
  return (
    <div className="flex min-w-0 items-center gap-2 text-12">
      <bdi className="truncate font-medium font-mono text-text-1">{name}</bdi>
      {callId && <bdi className="truncate font-mono text-11 text-text-3">{callId}</bdi>}
      {children}
    </div>
  );
}

export function Folded({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <details className="group">
      <summary className="cursor-pointer text-12 text-text-2 hover:text-text-1">{label}</summary>
      <div className="mt-1">{children}</div>
    </details>
  );
}

const drawable = /^image\/(png|jpeg|gif|webp)$/;

/** Bodies that came with the trace are drawn; addresses found in it are only told. */
function Media({ part }: { part: MediaPart }) {
  const { blobUrl } = useTraceSource();
  const name = part.name ?? part.mediaType;
  if (part.blob && blobUrl && drawable.test(part.mediaType))
    return (
      // biome-ignore lint/performance/noImgElement: an image of unknown size from our own store, not an asset to optimise.
      <img
        src={blobUrl(part.blob.sha256)}
        alt={name}
        className="max-h-80 max-w-full border border-line object-contain"
      />
    );
  return (
    <p className="text-12 text-text-2">
      <bdi className="font-mono">{name}</bdi>
      {part.blob && `, ${byteSize(part.blob.bytes)}`}
      {part.url && (
        <>
          , referred to as <bdi className="break-all font-mono">{part.url}</bdi> (not fetched)
        </>
      )}
      {!part.blob && !part.url && ', body not in the trace'}
    </p>
  );
}
