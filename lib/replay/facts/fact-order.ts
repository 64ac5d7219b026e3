import { compareText } from '@/lib/replay/state/compare-text';
import { type Fact, type FactKind, factKinds } from './fact';

const place = new Map<FactKind, number>(factKinds.map((kind, at) => [kind, at]));

/** Kinds as `factKinds` has them, then keys by code point: the same in every place that shows facts. */
export function inOrder(
  left: Pick<Fact, 'kind' | 'key'>,
  right: Pick<Fact, 'kind' | 'key'>,
): number {
  const kinds = (place.get(left.kind) ?? 0) - (place.get(right.kind) ?? 0);
  return kinds === 0 ? compareText(left.key, right.key) : kinds;
}
