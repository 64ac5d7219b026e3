import { type PythonValue, pythonEqual } from '../python/python-value';
import { eventField, fieldText } from './filter-events';

export interface LogDivergence {
  diverged: boolean;
  index: number | null;
  reason: string;
  reasonCode: '' | 'response_mismatch' | 'length_mismatch' | 'provider_state_mutation';
  mutationKind: string;
  a: PythonValue | null;
  b: PythonValue | null;
}

/** Of a journal, `payload_hash` as it is stored: rows that were changed and kept their hash look equal. */
const compared = ['kind', 'key', 'response', 'event', 'payload_hash'];

const mutation = 'provider_state_mutation';

const same = (a: PythonValue, b: PythonValue): boolean =>
  compared.every((name) => pythonEqual(eventField(a, name) ?? null, eventField(b, name) ?? null));

function mutationKindOf(event: PythonValue | null): string | null {
  if (event === null) return null;
  if (eventField(event, 'event') !== mutation && eventField(event, 'kind') !== mutation)
    return null;
  return fieldText(event, 'mutation_kind') || 'unknown';
}

function divergence(
  index: number,
  a: PythonValue | null,
  b: PythonValue | null,
  otherwise: Pick<LogDivergence, 'reason' | 'reasonCode'>,
): LogDivergence {
  const ofA = mutationKindOf(a);
  const mutationKind = ofA ?? mutationKindOf(b);
  if (mutationKind === null) return { diverged: true, index, ...otherwise, mutationKind: '', a, b };
  const side = ofA === null ? 'run_b' : 'run_a';
  return {
    ...{ diverged: true, index, mutationKind, a, b, reasonCode: mutation },
    reason: `event #${index}: provider-side context mutation (${mutationKind}) recorded in ${side} has no counterpart at this step`,
  };
}

/** Bernstein's `diff_event_logs` (v3.x): the first index at which two logs differ in what it compares. */
export function diffEventLogs(a: readonly PythonValue[], b: readonly PythonValue[]): LogDivergence {
  const equal = (reason: string): LogDivergence => ({
    ...{ diverged: false, index: null, reason, reasonCode: '', mutationKind: '' },
    ...{ a: null, b: null },
  });
  if (a.length === 0 && b.length === 0) return equal('both event logs are empty');
  const common = Math.min(a.length, b.length);
  for (let at = 0; at < common; at += 1) {
    const left = a[at] ?? null;
    const right = b[at] ?? null;
    if (!same(left, right))
      return divergence(at, left, right, {
        reason: `event #${at} differs: kind/key/response triple does not match`,
        reasonCode: 'response_mismatch',
      });
  }
  if (a.length === b.length) return equal(`identical: ${a.length} events match`);
  const longer = a.length > b.length ? 'a' : 'b';
  const extra = Math.abs(a.length - b.length);
  return divergence(common, a[common] ?? null, b[common] ?? null, {
    reason: `run_${longer} has ${extra} extra event(s) after index ${Math.max(0, common - 1)}`,
    reasonCode: 'length_mismatch',
  });
}
