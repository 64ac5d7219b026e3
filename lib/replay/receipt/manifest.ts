import { canonicalJson } from '@/lib/trace/canonical-json';
import type { Hash } from '@/lib/trace/identity';

/** Raised when the same trace would give other bytes. */
const receiptVersion = 1 as const;

/** What beside the trace decides about the bytes of a receipt. */
export interface ReceiptArguments {
  /** Model that the prepared request names; null: the one that the trace was recorded with. */
  model: string | null;
}

export interface ReceiptFile {
  path: string;
  bytes: number;
  sha256: string;
}

/** A run as a receipt names it. */
export interface ReceiptSubject {
  name: string;
  format: string;
  /** As the source names the run. */
  source_id: string | null;
  events: number;
  fingerprint: { content: string; structure: string };
}

export interface ReceiptManifest {
  schema: 'retake-receipt';
  version: typeof receiptVersion;
  trace: ReceiptSubject;
  /** The run that `coding_diff_from_previous.json` compares with. */
  previous: ReceiptSubject | null;
  arguments: ReceiptArguments;
  /** By path. */
  files: ReceiptFile[];
  /** SHA-256 of the canonical JSON (RFC 8785) of all of the above. */
  receipt_hash: string;
}

type Unsigned = Omit<ReceiptManifest, 'receipt_hash' | 'schema' | 'version'>;

/** The manifest over the finished files. Holds no path, clock or id of the machine that made it. */
export function receiptManifest(parts: Unsigned, hash: Hash): ReceiptManifest {
  const unsigned = {
    ...{ schema: 'retake-receipt' as const, version: receiptVersion, trace: parts.trace },
    ...{ previous: parts.previous, arguments: parts.arguments },
    files: [...parts.files].sort((a, b) => (a.path < b.path ? -1 : 1)),
  } as const;
  return { ...unsigned, receipt_hash: hash(canonicalJson(unsigned)) };
}

/** Whether the manifest holds the hash of itself: it says nothing of who made it. */
export function holdsItsHash({ receipt_hash, ...unsigned }: ReceiptManifest, hash: Hash): boolean {
  return hash(canonicalJson(unsigned)) === receipt_hash;
}
