import type { Run } from '@/lib/api/run-contract';
import type { StoredRun } from './run-store';
import { usageOf } from './run-used';

/** What of a run only this process knows. */
export type Momentary = Pick<Run, 'activity' | 'pausing' | 'pending'>;

export const atRest: Momentary = { activity: null, pausing: false, pending: [] };

/** As the contract shows it. */
export const shownRun = ({ endpoint, used, ...rest }: StoredRun, momentary: Momentary): Run => ({
  ...rest,
  endpoint: endpoint.shown,
  usage: usageOf(used),
  ranMs: used.ranMs,
  egress: used.hosts,
  ...momentary,
});

/** Nothing more comes of it by itself, nor by the answer or the word that it waits for. */
export const isOver = ({ status }: Pick<Run, 'status'>): boolean =>
  status !== 'queued' && status !== 'running' && status !== 'waiting' && status !== 'paused';
