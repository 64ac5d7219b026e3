import type { FingerprintComparison } from '@/lib/api/fingerprint-contract';
import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import { chainsPart, type Flavour } from '@/lib/replay/fingerprint/fingerprint';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { traceFingerprints } from './trace-fingerprints';

/** The chains of two live traces, and the first event where they part. Throws AppError `not_found`. */
export async function compareFingerprints(
  store: Store,
  a: string,
  b: string,
  signal?: AbortSignal,
): Promise<FingerprintComparison> {
  const side = async (id: string) => {
    const { name } = await findTrace(store, id);
    const lineage = findLineage(store, id);
    const outline = readOutline(store, lineage);
    return { outline, told: { id, name, ...(await traceFingerprints(store, lineage, signal)) } };
  };
  const [left, right] = [await side(a), await side(b)];
  const parting = (flavour: Flavour) => {
    const at = chainsPart(left.outline, right.outline, flavour);
    return { equal: at === null, at };
  };
  return {
    ...{ a: left.told, b: right.told },
    ...{ content: parting('content'), structure: parting('structure') },
  };
}
