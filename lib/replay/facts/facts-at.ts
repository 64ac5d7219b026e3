import { type RunSource, saidBy } from '@/lib/replay/run-source';
import type { Fact } from './fact';
import { FactFold } from './fact-fold';

const none: ReadonlySet<number> = new Set();

/** What is known after the event `seq` of a run; nothing for -1. Reads every event up to it but those of `without`. */
export function factsAt(run: RunSource, seq: number, without = none): Fact[] {
  const fold = new FactFold();
  for (const event of run.events(0, seq + 1))
    if (!without.has(event.seq)) fold.add(event, saidBy(run, event));
  return fold.read();
}
