/** shipit_agent.replay as it is, faults included: for comparisons with what the seed said. See its oracle test. */
export { continueFrom } from '@/lib/replay/shipit/continue-from';
export { diffTraces, toLines } from '@/lib/replay/shipit/seed-diff';
export { findUserMessages, fork, messagesAt } from '@/lib/replay/shipit/seed-messages';
export { eventIndicesByType, fromFile, storeLoad, toDict } from '@/lib/replay/shipit/seed-trace';
