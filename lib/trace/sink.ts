import type { Event } from './event';
import type { BlobRef, Message } from './message';
import type { OutlineRow } from './outline';
import type { Setup } from './setup';
import type { Note, TraceHeader } from './trace';

/** A message in the pool of a trace: stored once, however often it was sent. */
export interface PoolMessage {
  position: number;
  key: string;
  /** Like the key, without call ids and signatures. */
  contentHash: string;
  message: Message;
}

/** Where a builder writes to, in order, as it goes: nothing of a big trace is held in memory. */
export interface TraceSink {
  message(row: PoolMessage): void;
  setup(hash: string, setup: Setup): void;
  blob(ref: BlobRef, bytes: Uint8Array): void;
  event(event: Event, row: OutlineRow): void;
  note(note: Note): void;
  /** Last call: the trace is whole. */
  finish(header: TraceHeader): void;
}
