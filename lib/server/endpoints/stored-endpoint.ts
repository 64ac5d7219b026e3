import { type Endpoint, endpointKindSchema } from '@/lib/api/endpoint-contract';
import type { Store } from '@/lib/db/store';
import { environmentKey } from '@/lib/env';
import { keyState } from '@/lib/server/secrets/sealed-key';
import { secretsOf } from '@/lib/server/secrets/secrets-of';
import { jsonSchema } from '@/lib/trace/json';

export type EndpointRow = Awaited<ReturnType<Store['prisma']['endpoint']['findUniqueOrThrow']>>;

/** As the contract shows it: of its key only how it is. */
export function storedEndpoint(store: Store, row: EndpointRow): Endpoint & { baseUrl: string } {
  const { id, name, baseUrl, model, allowPrivate } = row;
  const key = keyState(secretsOf(store), `endpoint:${id}`, baseUrl, row.key);
  const fromEnvironment = key === 'none' && environmentKey(baseUrl) !== null;
  return {
    ...{ id, name, baseUrl, model, allowPrivate },
    kind: endpointKindSchema.parse(row.kind),
    host: new URL(baseUrl).host,
    parameters: row.parameters === null ? null : jsonSchema.parse(JSON.parse(row.parameters)),
    key: fromEnvironment ? 'environment' : key,
    origin: 'stored',
  };
}
