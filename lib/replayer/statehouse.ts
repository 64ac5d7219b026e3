/** Statehouse's Replay and its Python client as they are, faults included. See their oracle tests. */
export { statehouseReplay, transactionsOf } from '@/lib/replay/state/statehouse-replay';
export { clientValue } from '@/lib/replay/statehouse/client-value';
export {
  replayCommand,
  replayPretty,
  reprEvent,
  tailCommand,
} from '@/lib/replay/statehouse/replay-output';
