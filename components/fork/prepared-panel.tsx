'use client';

import { useState } from 'react';
import { CodeEditor } from '@/components/ui/code-editor';
import { CopyButton } from '@/components/ui/copy-button';
import { Segments } from '@/components/ui/segments';
import type { Prepared, PreparedRequest } from '@/lib/api/prepare-contract';
import { curlCommand } from '@/lib/view/curl-command';
import { byteSize } from '@/lib/view/format-number';

const looks = [
  { value: 'pretty', label: 'Pretty' },
  { value: 'raw', label: 'As sent' },
] as const;

/** The first request of a resume, as its bytes would go out, and what it says otherwise than the trace. */
export default function PreparedPanel({
  prepared: { request, why, adapted },
  stale,
}: {
  prepared: Prepared;
  stale: boolean;
}) {
  return (
    <div aria-busy={stale} className="flex min-w-0 flex-col gap-2">
      {stale && <p className="text-12 text-text-3">Preparing what was changed…</p>}
      {request ? (
        <Request request={request} />
      ) : (
        <p className="text-12 text-text-2">{why ?? 'Nothing would be sent.'}</p>
      )}
      {adapted.length > 0 && (
        <div>
          <h4 className="font-medium text-12 text-text-2">Said otherwise to this provider</h4>
          <ul className="list-disc pl-4 text-12">
            {adapted.map((sentence) => (
              <li key={sentence}>
                <bdi>{sentence}</bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function Request({ request }: { request: PreparedRequest }) {
  const [look, setLook] = useState<'pretty' | 'raw'>('pretty');
  const { method, url, headers, body } = request;
  return (
    <>
      <p className="font-mono text-12 [overflow-wrap:anywhere]">
        <span className="font-medium">{method}</span> <bdi>{url}</bdi>
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 font-mono text-12">
        {headers.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-text-2">{name}</dt>
            <dd className="[overflow-wrap:anywhere]">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap items-center gap-2">
        <Segments label="Body is shown" value={look} onChange={setLook} options={looks} />
        <span className="text-12 text-text-3">{byteSize(byteLength(body))}</span>
        <span className="ml-auto flex flex-wrap gap-2">
          <CopyButton label="Copy body" text={() => body} />
          <CopyButton label="Copy as curl" text={() => curlCommand(request)} />
        </span>
      </div>
      <CodeEditor
        key={look}
        label="Body of the request"
        language={look === 'pretty' ? 'json' : 'plaintext'}
        readOnly
        value={look === 'pretty' ? prettyBody(body) : body}
        className="h-96"
      />
    </>
  );
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** In the order of its bytes; a body that is no JSON stays as it is. */
function prettyBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
