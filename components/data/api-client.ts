import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { contract } from '@/lib/api/contract';
import minified from '@/lib/api/contract.min.json';
import { apiErrorOf } from './api-error';

// The minified contract is the contract without its schemas: same paths, same methods.
const routes = minified as unknown as typeof contract;

const link = new OpenAPILink(routes, {
  url: () => `${window.location.origin}/api`,
  customErrorResponseBodyDecoder: (body, { status }) => apiErrorOf(body, status),
});

/** Typed calls to the server, from the browser only. */
export const client: ContractRouterClient<typeof contract> = createORPCClient(link);

/** The same as query and mutation options for TanStack Query. */
export const api = createTanstackQueryUtils(client);
