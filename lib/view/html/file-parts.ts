import type { Event } from '@/lib/trace/event';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import type { Message } from '@/lib/trace/message';
import type { OutlineRow } from '@/lib/trace/outline';
import type { Lane, Outcome, Totals } from '@/lib/trace/trace';

/** What a file shows of a trace besides its rows. */
export interface FileTrace {
  /** Stands in anchors: letters and digits of our own. */
  side: string;
  name: string;
  formatTitle: string;
  outcome: Outcome;
  totals: Totals;
  lanes: readonly Lane[];
  /** Of a tree: what it grew from, and where. */
  parent: string | null;
  forkSeq: number | null;
  fork: { seq: number; edits: readonly ForkEdit[] } | null;
}

/** A message where it is shown first: elsewhere it is referred to. */
export interface FileMessage {
  position: number;
  message: Message;
}

/** Messages of a conversation that stand elsewhere: how many, and the event that brought them in. */
export interface Referred {
  count: number;
  /** null where no event of the file shows them. */
  seq: number | null;
}

/** An event with all that belongs to it. */
export interface FileEvent {
  row: OutlineRow;
  event: Event;
  /** In what the model saw, in order: messages that are shown here, or referred to. */
  saw: (FileMessage | Referred)[];
  said: (FileMessage | Referred)[];
  /** Number of the setup that it was sent with, from 1. */
  setup: number | null;
  /** Records of the upload; null where they are not handed over. */
  raw: readonly string[] | null;
}

/** Where things stand in the file, and what of the media came along. */
export interface FilePlaces {
  /** Fragment of an event. */
  event: (seq: number) => string;
  setup: (number: number) => string;
  /** A data URI of an image that came along, else null. */
  image: (sha256: string) => string | null;
}
