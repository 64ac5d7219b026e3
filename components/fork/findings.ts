import type { Finding, Place } from '@/lib/api/prepare-contract';

/** Leave to send what looks like secrets: to this host, these values, each so often. */
export interface SendLeave {
  host: string | null;
  counts: ReadonlyMap<string, number>;
}

export const leaveFor = (host: string | null, findings: readonly Finding[]): SendLeave => ({
  host,
  counts: countsOf(findings),
});

/** Whether all that is found is covered: another value, another host or one time more is not. */
export const isCovered = (
  leave: SendLeave | null,
  host: string | null,
  findings: readonly Finding[],
): boolean =>
  findings.length === 0 ||
  (leave !== null &&
    leave.host === host &&
    [...countsOf(findings)].every(([value, count]) => count <= (leave.counts.get(value) ?? 0)));

function countsOf(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { kind, masked, count } of findings) {
    // Its place does not matter: a message that is added before it moves it.
    const value = JSON.stringify([kind, masked]);
    counts.set(value, (counts.get(value) ?? 0) + count);
  }
  return counts;
}

/** The findings of the edited fork, and those that only its control would send. */
export function findingsOf(
  edited: readonly Finding[],
  control: readonly Finding[] | null,
): { finding: Finding; control: boolean }[] {
  const known = new Set(edited.map(({ kind, masked }) => `${kind} ${masked}`));
  return [
    ...edited.map((finding) => ({ finding, control: false })),
    ...(control ?? [])
      .filter(({ kind, masked }) => !known.has(`${kind} ${masked}`))
      .map((finding) => ({ finding, control: true })),
  ];
}

export const placeWords = (place: Place): string =>
  place.in === 'message'
    ? `message ${place.index + 1}`
    : place.in === 'system'
      ? 'system prompt'
      : 'tool definitions';
