/** What `retake/replayer` exports. */
export type { Counterfactual } from '@/lib/replay/counterfactual/counterfactual';
export type { RunDiff } from '@/lib/replay/diff/diff-runs';
export type { Fact } from '@/lib/replay/facts/fact';
export type { LastStep } from '@/lib/replay/state/last-completed-step';
export type { StateEntry } from '@/lib/replay/state/state-fold';
export type { Event } from '@/lib/trace/event';
export type { ForkEdit } from '@/lib/trace/fork-edit';
export { type Message, textMessage, textOf } from '@/lib/trace/message';
export type { Outline, OutlineRow } from '@/lib/trace/outline';
export type { Setup } from '@/lib/trace/setup';
export * as bernstein from './bernstein';
export { diffTraces, type TraceDiff } from './diff-traces';
export type {
  AgentAnswer,
  AgentInput,
  Continuation,
  ForkOptions,
  ReplayAgent,
  ReplayFork,
} from './fork';
export { Replayer, type RunMetadata, type TraceStore } from './replayer';
export * as shipit from './shipit';
export * as statehouse from './statehouse';
