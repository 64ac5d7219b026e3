import type { Finding } from '@/lib/api/prepare-contract';

/** A value that looks like a secret, and where it would go. */
export interface FoundSecret {
  host: string;
  kind: string;
  masked: string;
  /** Of how many columns. */
  columns: number;
}

/** What is found in the first requests of all columns: a value is named once for each host. */
export function foundIn(
  columns: readonly { host: string; findings: readonly Finding[] }[],
): FoundSecret[] {
  const found = new Map<string, FoundSecret>();
  for (const { host, findings } of columns) {
    const own = new Map(
      findings.map(({ kind, masked }) => [JSON.stringify([host, kind, masked]), { kind, masked }]),
    );
    for (const [key, value] of own) {
      const before = found.get(key)?.columns ?? 0;
      found.set(key, { host, ...value, columns: before + 1 });
    }
  }
  return [...found.values()];
}

/** Leave is given for exactly these values and hosts. */
export const foundKey = (found: readonly FoundSecret[]): string =>
  JSON.stringify(found.map(({ host, kind, masked }) => [host, kind, masked]).sort());
