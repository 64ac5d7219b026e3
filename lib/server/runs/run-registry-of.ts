import 'server-only';
import type { Store } from '@/lib/db/store';
import { env } from '@/lib/env';
import { beforeStop } from '@/lib/server/stop-app';
import { RunRegistry } from './run-registry';

const key = Symbol.for('retake.runs');
// Next bundles modules more than once; only globalThis is the same for all of them. Nobody else knows the key.
const shared = globalThis as { [key]?: WeakMap<Store, RunRegistry> };

/** The runs over a store, the same for every bundle of this process. */
export function runRegistryOf(store: Store): RunRegistry {
  shared[key] ??= new WeakMap();
  const known = shared[key].get(store);
  if (known) return known;
  const registry = new RunRegistry(store, {
    allowPrivate: env().allowPrivateEndpoints,
    pieceMs: 15,
    maxRuns: env().maxRuns,
    now: () => new Date(),
  });
  shared[key].set(store, registry);
  beforeStop(() => registry.stop());
  return registry;
}
