import type { Endpoint } from '@/lib/api/endpoint-contract';
import type { Store } from '@/lib/db/store';
import { environmentKey } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { secretsOf } from '@/lib/server/secrets/secrets-of';
import { sendableKey } from '@/lib/server/secrets/sendable-key';
import { environmentEndpoints, scriptedEndpoint } from './known-endpoints';
import { storedEndpoint } from './stored-endpoint';

/** Built in, of the environment where its key is set, stored ones as they were made. */
export async function listEndpoints(store: Store): Promise<Endpoint[]> {
  const rows = await store.prisma.endpoint.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const set = environmentEndpoints().filter(({ isSet }) => isSet);
  return [
    scriptedEndpoint,
    ...set.map(({ endpoint }) => endpoint),
    ...rows.map((row) => storedEndpoint(store, row)),
  ];
}

export interface FoundEndpoint {
  endpoint: Endpoint;
  /**
   * The key to call it with, or null where it has none. It goes to the origin of this endpoint and nowhere
   * else. Throws AppError `bad_request` where it is lost or cannot be sent.
   */
  openKey(): string | null;
}

/** Throws AppError `not_found`. */
export async function findEndpoint(store: Store, id: string): Promise<FoundEndpoint> {
  if (id === scriptedEndpoint.id) return { endpoint: scriptedEndpoint, openKey: () => null };
  const known = environmentEndpoints().find(({ endpoint }) => endpoint.id === id);
  if (known) {
    const { endpoint, variables, isSet } = known;
    if (isSet) return { endpoint, openKey: () => openEnvironmentKey(endpoint.baseUrl) };
    throw new AppError('not_found', `${endpoint.name} has no key: ${variables} is not set.`, {
      hint: 'Set it and start Retake again, or choose another endpoint.',
    });
  }
  const row = await store.prisma.endpoint.findUnique({ where: { id } });
  if (!row) {
    throw new AppError('not_found', 'There is no such endpoint.', {
      hint: 'It may be deleted. Choose another one.',
    });
  }
  return {
    endpoint: storedEndpoint(store, row),
    openKey: () => {
      if (row.key === null) return openEnvironmentKey(row.baseUrl);
      const { origin } = new URL(row.baseUrl);
      const key = secretsOf(store).openFor(`endpoint:${id}`, origin, row.key);
      if (key === null) throw lostKey(row.name);
      return key;
    },
  };
}

function openEnvironmentKey(baseUrl: string): string | null {
  const key = environmentKey(baseUrl);
  return key === null ? null : sendableKey(key, 'key of the environment');
}

const lostKey = (name: string): AppError =>
  new AppError('bad_request', `The key of ${name} is lost: its address or the secret changed.`, {
    hint: 'Type the key again under Settings, Endpoints. If it needs none, remove it there.',
  });
