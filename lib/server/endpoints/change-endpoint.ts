import type { z } from 'zod';
import type { Endpoint, endpointDraftSchema } from '@/lib/api/endpoint-contract';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/server/new-id';
import { changedKey } from '@/lib/server/secrets/sealed-key';
import { secretsOf } from '@/lib/server/secrets/secrets-of';
import { sendableKey } from '@/lib/server/secrets/sendable-key';
import { checkedBaseUrl } from './base-url';
import { environmentEndpoints, scriptedEndpoint } from './known-endpoints';
import { type EndpointRow, storedEndpoint } from './stored-endpoint';

type Draft = z.infer<typeof endpointDraftSchema>;

/** What is absent stays; `key: null` takes the key away. */
export type EndpointChange = {
  [Name in Exclude<keyof Draft, 'key'>]?: Draft[Name] | undefined;
} & { key?: string | null | undefined };

/** Throws AppError for an address that may not be reached and for a key that cannot be sent. */
export async function createEndpoint(
  store: Store,
  draft: Draft,
  allowPrivate: boolean,
): Promise<Endpoint> {
  const id = newId();
  const { name, kind, model } = draft;
  const baseUrl = checkedBaseUrl(draft.baseUrl, draft.allowPrivate || allowPrivate);
  const key = changedKey(secretsOf(store), {
    owner: `endpoint:${id}`,
    before: null,
    url: baseUrl,
    key: given(draft.key),
  });
  const row = await store.writes.run(() =>
    store.prisma.endpoint.create({
      data: {
        ...{ id, name, kind, baseUrl, model, key },
        parameters: parametersText(draft.parameters),
        allowPrivate: draft.allowPrivate,
      },
    }),
  );
  return storedEndpoint(store, row);
}

/**
 * Another scheme, host or port drops the key unless the same change brings one: a stored key never follows
 * to an address that somebody typed later. Throws AppError as `createEndpoint`, and `not_found`.
 */
export async function updateEndpoint(
  store: Store,
  id: string,
  change: EndpointChange,
  allowPrivate: boolean,
): Promise<Endpoint> {
  const typed = given(change.key);
  // Read and written in one turn: two changes at once cannot give one's key to the other's address.
  const row = await store.writes.run(async () => {
    const before = await store.prisma.endpoint.findUnique({ where: { id } });
    if (!before) throw notStored(id);
    const address = addressOf(before, change, allowPrivate);
    const key = changedKey(secretsOf(store), {
      owner: `endpoint:${id}`,
      before: { url: before.baseUrl, sealed: before.key },
      url: address.baseUrl,
      key: typed,
    });
    const { name = before.name, kind = before.kind, model = before.model } = change;
    const parameters =
      change.parameters === undefined ? before.parameters : parametersText(change.parameters);
    const data = { ...address, name, kind, model, parameters, key };
    return store.prisma.endpoint.update({ where: { id }, data });
  });
  return storedEndpoint(store, row);
}

/** Throws AppError `not_found`, and `bad_request` for what is not stored. */
export async function removeEndpoint(store: Store, id: string): Promise<{ id: string }> {
  const { count } = await store.writes.run(() =>
    store.prisma.endpoint.deleteMany({ where: { id } }),
  );
  if (count === 0) throw notStored(id);
  return { id };
}

/** Checked anew where either half of it changes: leave to be private may be what is taken back. */
function addressOf(before: EndpointRow, change: EndpointChange, allowPrivate: boolean) {
  const leave = change.allowPrivate ?? before.allowPrivate;
  const unchanged = change.baseUrl === undefined && change.allowPrivate === undefined;
  if (unchanged) return { baseUrl: before.baseUrl, allowPrivate: leave };
  const baseUrl = checkedBaseUrl(change.baseUrl ?? before.baseUrl, leave || allowPrivate);
  return { baseUrl, allowPrivate: leave };
}

const given = (key: string | null | undefined) =>
  typeof key === 'string' ? sendableKey(key) : key;

const parametersText = (parameters: Draft['parameters']): string | null =>
  parameters === null ? null : JSON.stringify(parameters);

function notStored(id: string): AppError {
  const others = [scriptedEndpoint, ...environmentEndpoints().map(({ endpoint }) => endpoint)];
  const known = others.find((one) => one.id === id);
  if (!known) return new AppError('not_found', 'There is no such endpoint.');
  return new AppError('bad_request', `${known.name} is not stored, so it cannot be changed.`, {
    hint: 'Make an endpoint of your own, with the same address.',
  });
}
