import type { Mark } from '@/components/traces/use-mark';
import type { LineageNode } from '@/lib/api/trace-contract';

/** What a person can do with the runs of a lineage. */
export interface TreeActions {
  root: LineageNode | null;
  /** The A of a diff to come. */
  marked: LineageNode | null;
  open: (node: LineageNode) => void;
  diff: (a: LineageNode, b: LineageNode) => void;
  /** First A, then B; A again takes it off. */
  mark: (node: LineageNode) => void;
  share: (node: LineageNode) => void;
  rename: (node: LineageNode) => void;
  setMarks: (mark: Mark) => void;
  remove: (node: LineageNode) => void;
}
