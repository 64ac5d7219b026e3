import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { expect } from '@playwright/test';
import { z } from 'zod';
import { contract } from '@/lib/api/contract';
import type { endpointDraftSchema } from '@/lib/api/endpoint-contract';
import { type ImportState, importStateSchema } from '@/lib/api/import-contract';
import { unpackOutline } from '@/lib/api/outline-page';
import type { ShareInclude, ShareMask, ShareTarget } from '@/lib/api/share-contract';
import { type Event, eventSchema } from '@/lib/trace/event';
import type { OutlineRow } from '@/lib/trace/outline';

type At = { url: string };
type EndpointDraft = z.infer<typeof endpointDraftSchema>;

/** Typed calls to the server as a program makes them: no browser, no cookie. */
export const apiOf = ({ url }: At): ContractRouterClient<typeof contract> =>
  createORPCClient(new OpenAPILink(contract, { url: `${url}/api` }));

const errorSchema = z.looseObject({
  code: z.string(),
  message: z.string(),
  hint: z.string().nullable(),
});
const answerSchema = z.looseObject({
  state: importStateSchema.optional(),
  error: errorSchema.optional(),
});

export interface UploadAnswer {
  status: number;
  state: ImportState | null;
  error: z.infer<typeof errorSchema> | null;
}

/** Reads an answer to an upload; one of another shape fails the test. */
export function uploadAnswer(status: number, body: unknown): UploadAnswer {
  const { state = null, error = null } = answerSchema.parse(body);
  return { status, state, error };
}

/** Sends bytes as one upload and waits until they are imported or refused. */
export async function upload(
  { url }: At,
  body: string | Uint8Array | ReadableStream | FormData,
  query: Record<string, string> = {},
): Promise<UploadAnswer> {
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    // Node's declaration knows less than what its fetch takes.
    body: body as RequestInit['body'],
    duplex: 'half',
    headers: body instanceof FormData ? {} : { 'content-type': 'application/octet-stream' },
  };
  const response = await fetch(`${url}/api/traces?${new URLSearchParams(query)}`, init);
  return uploadAnswer(response.status, await response.json());
}

/** Uploads what must become exactly one trace, and gives its id. */
export async function importOne(
  at: At,
  body: string | Uint8Array,
  name = 'run.json',
): Promise<string> {
  const { state, error } = await upload(at, body, { name });
  expect(error).toBeNull();
  expect(state?.traces).toHaveLength(1);
  return state?.traces[0]?.id ?? '';
}

/** All rows of a trace, page after page. */
export async function allRows(at: At, id: string): Promise<OutlineRow[]> {
  const api = apiOf(at);
  const rows: OutlineRow[] = [];
  for (;;) {
    const page = await api.traces.outline({ id, from: rows.length });
    rows.push(...unpackOutline(page));
    if (rows.length >= page.total || page.rows.length === 0) return rows;
  }
}

/** One event, whole. */
export async function eventAt({ url }: At, id: string, seq: number): Promise<Event> {
  const response = await fetch(`${url}/api/traces/${id}/events/${seq}`);
  return eventSchema.parse(await response.json());
}

/** Stores an endpoint on this machine and gives its id. Its key is `key`, where one is given. */
export async function addEndpoint(
  at: At,
  {
    url,
    ...fields
  }: { url: string; model: string; name?: string; key?: string; kind?: EndpointDraft['kind'] },
): Promise<string> {
  const { id } = await apiOf(at).endpoints.create({
    ...{ name: 'Mock', kind: 'openai-compatible', baseUrl: url, allowPrivate: true },
    ...fields,
  });
  return id;
}

interface ShareOptions {
  include?: Partial<ShareInclude>;
  /** Findings are masked by their ids; `all` masks whatever is found. */
  mask?: Partial<ShareMask> | 'all';
  expiresInHours?: number | null;
  passphrase?: string;
  maxViews?: number;
}

/** Looks through what would be shared, as one has to, and makes a link to it. */
export async function share(
  at: At,
  target: ShareTarget,
  { include = {}, mask = 'all', ...terms }: ShareOptions = {},
) {
  const { shares } = apiOf(at);
  const whole = { raw: false, reasoning: true, toolResults: true, media: false, ...include };
  const texts = mask === 'all' ? [] : (mask.texts ?? []);
  const { findings, reviewed } = await shares.findings({
    ...{ target, include: whole, mask: { findings: [], texts } },
  });
  const masked = mask === 'all' ? findings.map(({ id }) => id) : (mask.findings ?? []);
  return shares.create({
    ...{ target, include: whole, mask: { findings: masked, texts }, reviewed },
    ...terms,
  });
}
