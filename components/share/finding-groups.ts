import type { ShareFinding } from '@/lib/api/share-contract';

export interface FindingGroup {
  kind: string;
  findings: ShareFinding[];
  /** How often all of its values stand in what is shared. */
  count: number;
}

/** Findings by kind, both in the order of what is found most often. */
export function groupFindings(findings: readonly ShareFinding[]): FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const finding of findings) {
    const group = groups.get(finding.kind) ?? { kind: finding.kind, findings: [], count: 0 };
    group.findings.push(finding);
    group.count += finding.count;
    groups.set(finding.kind, group);
  }
  for (const group of groups.values()) group.findings.sort((a, b) => b.count - a.count);
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

/** Where a place is: `Event #12, tool result of read_file`; of more than one trace with its side. */
export function placeWords(
  { side, seq, where }: ShareFinding['places'][number],
  several: boolean,
): string {
  const event = seq === null ? [] : [`event #${seq}`];
  const words = [...(several ? [sideWord(side)] : []), ...event, where].join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `A`, `B`; of a tree the number of the trace in its list. */
const sideWord = (side: string): string =>
  /^t\d+$/.test(side) ? `trace ${Number(side.slice(1)) + 1}` : side.toUpperCase();
