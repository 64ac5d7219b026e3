import { dirname } from 'node:path';
import type { Store } from '@/lib/db/store';
import { env } from '@/lib/env';
import { openSecrets, type Secrets } from './secrets';

const key = Symbol.for('retake.secrets');
// Next bundles modules more than once; only globalThis is the same for all of them. Nobody else knows the key.
const shared = globalThis as { [key]?: WeakMap<Store, Secrets> };

/**
 * What seals the keys of a store: of its endpoints, and of its executors, which use it as
 * `secretsOf(store).sealFor(`executor:${id}`, new URL(url).origin, key)` and `openFor` with the same two.
 * @throws Error as `openSecrets`; the first call is made at start, so later ones do not
 */
export function secretsOf(store: Store): Secrets {
  shared[key] ??= new WeakMap();
  const known = shared[key].get(store);
  if (known) return known;
  const { secret, previousSecret } = env();
  const secrets = openSecrets({ dataFolder: dirname(store.file), secret, previousSecret });
  shared[key].set(store, secrets);
  return secrets;
}
