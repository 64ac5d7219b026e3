import type { EndpointKind } from '@/lib/api/endpoint-contract';
import type { Store } from '@/lib/db/store';
import type { Network } from '@/lib/egress/guarded-agent';
import { AppError } from '@/lib/errors';
import { field, type Json, listField, textField } from '@/lib/trace/json';
import { endpointFetch } from './endpoint-fetch';
import { findEndpoint } from './find-endpoint';

const most = 2000;
/** Of one page, and of how many pages. */
const pageSize = 1000;
const maxPages = 4;
const limits = {
  maxBytes: 4 * 2 ** 20,
  timeouts: { connect: 5_000, idle: 15_000, total: 20_000 },
};

/**
 * Names of the models that an endpoint offers, sorted; null where it has no such list.
 * @throws AppError `not_found`; `upstream`, `timeout`, `egress_blocked`, `bad_request` with what to do
 */
export async function listModels(
  store: Store,
  id: string,
  { allowPrivate, network }: { allowPrivate: boolean; network?: Network },
): Promise<string[] | null> {
  const { endpoint, openKey } = await findEndpoint(store, id);
  const { baseUrl, kind, name } = endpoint;
  if (baseUrl === null) return null;
  const apiKey = openKey();
  const send = endpointFetch({
    ...limits,
    allowPrivate: endpoint.allowPrivate || allowPrivate,
    apiKey,
    network,
  });
  const headers = { accept: 'application/json', ...authorization(kind, apiKey) };
  const found = new Set<string>();
  let next: string | null = '';
  for (let page = 0; next !== null && page < maxPages && found.size < most; page += 1) {
    const response = await send(`${baseUrl}/models${query(kind, next)}`, { headers });
    if (!response.ok) {
      // Unread, it would hold the connection.
      await response.body?.cancel();
      if ([404, 405, 410, 501].includes(response.status)) return null;
      throw refused(name, response.status);
    }
    const body = parsed(await response.text());
    const items = itemsOf(body);
    if (!items) return null;
    for (const item of items) {
      const model = nameOf(kind, item);
      if (model !== null && found.size < most) found.add(model);
    }
    next = nextPage(kind, body);
  }
  return [...found].sort();
}

function authorization(kind: EndpointKind, key: string | null): Record<string, string> {
  if (kind === 'anthropic') {
    return { 'anthropic-version': '2023-06-01', ...(key !== null && { 'x-api-key': key }) };
  }
  if (key === null) return {};
  return kind === 'google' ? { 'x-goog-api-key': key } : { authorization: `Bearer ${key}` };
}

/** @param next what the page before named, empty for the first one */
function query(kind: EndpointKind, next: string): string {
  const from = encodeURIComponent(next);
  if (kind === 'anthropic') return `?limit=${pageSize}${next && `&after_id=${from}`}`;
  if (kind === 'google') return `?pageSize=${pageSize}${next && `&pageToken=${from}`}`;
  return '';
}

function nextPage(kind: EndpointKind, body: Json | undefined): string | null {
  if (kind === 'google') return textField(body, 'nextPageToken') || null;
  if (kind !== 'anthropic' || field(body, 'has_more') !== true) return null;
  return textField(body, 'last_id') || null;
}

/** OpenAI and Anthropic say `data`, Google `models`; some say a bare list. */
const itemsOf = (body: Json | undefined): readonly Json[] | null =>
  Array.isArray(body) ? body : (listField(body, 'data') ?? listField(body, 'models') ?? null);

function nameOf(kind: EndpointKind, item: Json): string | null {
  const said = textField(item, 'id') ?? textField(item, 'name');
  const can = listField(item, 'supportedGenerationMethods');
  // Others make embeddings or pictures only.
  if (kind === 'google' && can && !can.includes('generateContent')) return null;
  const name = kind === 'google' ? said?.replace(/^models\//, '') : said;
  return name?.trim() && name.length <= 200 ? name.trim() : null;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Never with what it says: some quote the key. */
function refused(name: string, status: number): AppError {
  if (status === 401 || status === 403) {
    return new AppError('upstream', `${name} did not accept the key (${status}).`, {
      hint: 'Check the key, or type the name of a model by hand.',
    });
  }
  return new AppError('upstream', `${name} gave no list of models (${status}).`, {
    hint: 'Try again in a moment, or type the name of a model by hand.',
  });
}
