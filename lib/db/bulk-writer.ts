import type { Event } from '@/lib/trace/event';
import type { BlobRef } from '@/lib/trace/message';
import type { OutlineRow } from '@/lib/trace/outline';
import type { Setup } from '@/lib/trace/setup';
import type { PoolMessage } from '@/lib/trace/sink';
import type { ToolPolicy } from '@/lib/trace/tool-policy';
import type { Note, Origin, TraceHeader } from '@/lib/trace/trace';

export interface UploadRow {
  id: string;
  sha256: string;
  name: string;
  /** Bytes as they came. */
  size: number;
  /** The parts as they came, end to end in the chunks. */
  stored: UploadFile[];
  /** The files that they hold, decoded: what the first number of a record reference counts. */
  files: UploadFile[];
}

export interface UploadFile {
  path: string;
  size: number;
}

export interface NewTrace {
  id: string;
  uploadId: string | null;
  partKey: string;
  name: string;
  format: string;
  parentId: string | null;
  forkSeq: number | null;
  poolBase: number;
  /** How a branch came to be. */
  fork: unknown;
  /** Who answers its tools; absent: nobody said. */
  policy?: ToolPolicy | null;
}

/** What is kept of a trace besides its rows, where no column holds it. */
export interface TraceExtra {
  report?: unknown;
  header?: unknown;
  origin?: Origin;
}

/**
 * Bulk rows in, in order: a row comes after what it refers to. Prisma is eight times slower at this.
 * Rows are written in short transactions as they come; `flush` writes what is left.
 */
export interface BulkWriter {
  upload(row: UploadRow): void;
  chunk(uploadId: string, index: number, bytes: Uint8Array): void;
  /** The trace begins in status `importing`, unseen by readers. */
  trace(row: NewTrace): void;
  message(traceId: string, row: PoolMessage): void;
  setup(traceId: string, hash: string, setup: Setup): void;
  blob(traceId: string, ref: BlobRef, bytes: Uint8Array): void;
  event(traceId: string, event: Event, row: OutlineRow): void;
  note(traceId: string, ordinal: number, note: Note): void;
  /** What is known of the trace now; its own rows must have been handed over before. */
  header(traceId: string, header: TraceHeader, extra: TraceExtra): void;
  /** Makes traces seen, all of them or none. */
  ready(traceIds: readonly string[]): void;
  flush(): void;
}
