import type { ShareTarget as TargetWithView } from '@/lib/api/share-contract';

type WithoutView<Target> = Target extends unknown ? Omit<Target, 'view'> : never;

/** What a page offers to share; its selection, folds and filters come along by themselves. */
export type ShareTarget = WithoutView<TargetWithView>;

interface Choice {
  target: ShareTarget;
  label: string;
  /** What whoever has the link reads. */
  reads: string;
}

/**
 * What a person can choose to hand over from a page: at an event of a trace the trace, the moment or all that grew
 * from it.
 */
export function choicesOf(target: ShareTarget): [Choice, ...Choice[]] {
  switch (target.kind) {
    case 'diff':
      return [
        {
          target,
          label: 'This diff',
          reads: 'Both traces as they are now, and where they differ.',
        },
      ];
    case 'tree':
      return [tree(target.root)];
    case 'trace':
      return [trace(target.traceId), tree(target.traceId)];
    case 'moment':
      return [trace(target.traceId), moment(target), tree(target.traceId)];
  }
}

const trace = (traceId: string): Choice => ({
  target: { kind: 'trace', traceId },
  label: 'This trace',
  reads: 'Every event that is there now, and what the model saw at each.',
});

const moment = (target: ShareTarget & { kind: 'moment' }): Choice => ({
  target,
  label: `This moment, event #${target.seq}`,
  reads: 'The trace up to and with this event. Nothing that came after it.',
});

const tree = (root: string): Choice => ({
  target: { kind: 'tree', root },
  label: 'This trace and its branches',
  reads: 'The trace, each branch that grew from it until now, and the diff of any two.',
});

/** Traces that a link of this kind shows for certain: where the links there are to it are looked for. */
export const tracesOf = (target: ShareTarget): readonly [string, string] => {
  if (target.kind === 'diff') return [target.a, target.b];
  const id = target.kind === 'tree' ? target.root : target.traceId;
  return [id, id];
};
