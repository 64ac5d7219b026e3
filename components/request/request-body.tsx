'use client';

import { useMemo, useState } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { Segments } from '@/components/ui/segments';
import type { PreparedRequest, RequestAt } from '@/lib/api/prepare-contract';
import { byteSize, exactNumber } from '@/lib/view/format-number';
import { requestCurl, requestProgram } from '@/lib/view/request-code/request-code';

const looks = [
  { value: 'json', label: 'JSON' },
  { value: 'curl', label: 'curl' },
  { value: 'python', label: 'Python' },
  { value: 'typescript', label: 'TypeScript' },
] as const;
type Look = (typeof looks)[number]['value'];

/** Characters that are drawn; copying takes all of it. */
const drawn = 20_000;

/** The request itself, as bytes or as a program that sends it. */
export function RequestBody({ data }: { data: RequestAt }) {
  const { request, why } = data;
  if (!request)
    return <p className="px-3 py-2 text-12 text-text-2">{why ?? 'Nothing would be sent.'}</p>;
  return <Code data={data} request={request} />;
}

function Code({ data, request }: { data: RequestAt; request: PreparedRequest }) {
  const [look, setLook] = useState<Look>('json');
  const text = useMemo(() => textOf(look, data, request), [look, data, request]);
  const size = useMemo(() => new TextEncoder().encode(request.body).length, [request]);
  return (
    <div className="flex flex-col gap-2 px-3 py-2">
      <p className="font-mono text-12 [overflow-wrap:anywhere]">
        <span className="font-medium">{request.method}</span> <bdi>{request.url}</bdi>{' '}
        <span className="text-text-3">{byteSize(size)}</span>
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Segments label="Request as" value={look} onChange={setLook} options={looks} />
        <CopyButton
          label="Copy"
          of={`request as ${looks.find(({ value }) => value === look)?.label ?? look}`}
          text={() => (look === 'json' ? request.body : text)}
        />
      </div>
      {look !== 'json' && (
        <p className="text-12 text-text-3">The key is read from the environment.</p>
      )}
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
        tabIndex={0}
        aria-label="Request as it would be sent"
        className="max-h-[28rem] overflow-auto border border-line p-2"
      >
        <pre className="content whitespace-pre-wrap [overflow-wrap:anywhere]">
          {text.slice(0, drawn)}
          {text.length > drawn && '…'}
        </pre>
      </section>
      {text.length > drawn && (
        <p className="text-11 text-text-3">
          The first {exactNumber(drawn)} of {exactNumber(text.length)} characters are shown. Copy
          takes all of it.
        </p>
      )}
    </div>
  );
}

function textOf(look: Look, { api, model }: RequestAt, request: PreparedRequest): string {
  const code = { ...request, api, model: model.name };
  if (look === 'json') return pretty(request.body);
  if (look === 'curl') return requestCurl(code);
  return requestProgram(code, look) ?? request.body;
}

/** To read; what is copied are the bytes. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
