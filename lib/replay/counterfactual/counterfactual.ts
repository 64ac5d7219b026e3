import { type Refs, refsOf } from '@/lib/trace/conversation';
import type { Event } from '@/lib/trace/event';
import type { Message } from '@/lib/trace/message';
import type { Side } from '../conversation-at';
import { diffFacts, type Transition } from '../facts/diff-facts';
import type { Fact } from '../facts/fact';
import { FactFold } from '../facts/fact-fold';
import { forkPoint } from '../fork/fork-point';
import { type RunSource, saidBy } from '../run-source';
import { type StateEntry, StateFold } from '../state/state-fold';
import { type Excluded, excludeWith } from './exclude-with';
import { type LeftOutMessage, leftOutMessages } from './left-out';
import { diffState, type StateDifference } from './state-difference';

export interface Moment {
  seq: number;
  side: Side;
}

/** The conversation at a moment, and what of it is not there without some events. */
export interface CounterfactualMessages {
  /** As it was: pool positions, in order. */
  before: Refs;
  /** Messages that would be there. */
  after: number;
  changes: LeftOutMessage[];
}

/** What a run had come to after some of its events. */
export interface Known {
  state: StateEntry[];
  facts: readonly Fact[];
}

export interface Counterfactual {
  excluded: Excluded;
  messages: CounterfactualMessages;
  state: StateDifference[];
  facts: Transition[];
}

/** The last event that counts at a moment; -1 where none does. */
export const lastSeqAt = ({ seq, side }: Moment): number => (side === 'after' ? seq : seq - 1);

/** Throws RangeError for a seq outside the outline. */
export function messagesWithout(
  run: Pick<RunSource, 'outline' | 'message'>,
  { seq, side }: Moment,
  excluded: Excluded,
): CounterfactualMessages {
  const { entries } = forkPoint(run.outline, seq, side);
  const changes = leftOutMessages(run, entries, excluded);
  return {
    before: refsOf(entries.map(({ position }) => position)),
    after: entries.length - changes.filter(({ left }) => left === null).length,
    changes,
  };
}

/** State and facts over the events that are not left out. Events are added in order. */
class KnownFold {
  readonly #state = new StateFold();
  readonly #facts = new FactFold();

  constructor(private readonly without: ReadonlySet<number> = new Set()) {}

  add(event: Event, said: readonly Message[]): void {
    if (this.without.has(event.seq)) return;
    this.#state.add(event);
    this.#facts.add(event, said);
  }

  read(): Known {
    return { state: this.#state.read(), facts: this.#facts.read() };
  }
}

/** What differs between what was known and what would have been. */
export const diffKnown = (
  before: Known,
  after: Known,
): Pick<Counterfactual, 'state' | 'facts'> => ({
  state: diffState(before.state, after.state),
  facts: diffFacts(before.facts, after.facts),
});

/**
 * What messages, state and facts would have been at a moment without some events, next to what they were. It is a
 * filter over what was recorded, not a run re-imagined: later events stay as they are. Writes nothing; the run is
 * only read. Throws RangeError for a seq outside the outline.
 */
export function counterfactual(
  run: RunSource,
  { exclude, ...moment }: Moment & { exclude: Iterable<number> },
): Counterfactual {
  const excluded = excludeWith(run.outline, exclude);
  const messages = messagesWithout(run, moment, excluded);
  const [before, after] = [new KnownFold(), new KnownFold(excluded.seqs)];
  for (const event of run.events(0, lastSeqAt(moment) + 1)) {
    const said = saidBy(run, event);
    before.add(event, said);
    after.add(event, said);
  }
  return { excluded, messages, ...diffKnown(before.read(), after.read()) };
}
