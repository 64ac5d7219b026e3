import { canonicalJson } from '@/lib/trace/canonical-json';
import type { Hash } from '@/lib/trace/identity';
import type { Outline, OutlineRow } from '@/lib/trace/outline';

/** Raised when a chain would come out otherwise: fingerprints of two versions are never compared. */
const fingerprintVersion = 1;

/**
 * `content`: what happened, by the event hashes: without clocks, transport ids, token counts and lanes.
 * `structure`: only which kinds of step came one after the other, by which tool, and which of them failed.
 */
export const flavours = ['content', 'structure'] as const;
export type Flavour = (typeof flavours)[number];

/** Kinds whose word in the source says what step they are; the others are told by kind and name. */
const typed: ReadonlySet<string> = new Set(['span', 'log', 'state', 'error', 'interrupt']);

/** The model's name is left out, as it is of the event hash: two models that took the same steps did the same. */
function structureOf({ kind, role, name, type, error }: OutlineRow): string {
  return canonicalJson([
    kind,
    role,
    kind === 'model-call' ? null : name,
    typed.has(kind) ? type : null,
    error,
  ]);
}

const linkOf = (row: OutlineRow, flavour: Flavour): string =>
  flavour === 'content' ? row.hash : structureOf(row);

/**
 * A hash chain over the events of a run: after event n its head is `SHA-256(head before it + "\n" + link(n))` in hex,
 * and before all events SHA-256 of `retake-fingerprint-1-content` (or `-structure`). Two runs have an equal head after
 * event n exactly if all their events up to n are equal in that flavour.
 */
export class Chain {
  head: string;

  constructor(
    private readonly flavour: Flavour,
    private readonly hash: Hash,
  ) {
    this.head = hash(`retake-fingerprint-${fingerprintVersion}-${flavour}`);
  }

  add(row: OutlineRow): void {
    this.head = this.hash(`${this.head}\n${linkOf(row, this.flavour)}`);
  }

  /** The head so far with its version and flavour before it: `rt1-content-…`. */
  fingerprint(): string {
    return `rt${fingerprintVersion}-${this.flavour}-${this.head}`;
  }
}

/** The fingerprint of a whole run. One without events has one too. */
export function fingerprint(outline: Outline, flavour: Flavour, hash: Hash): string {
  const chain = new Chain(flavour, hash);
  for (const row of outline) chain.add(row);
  return chain.fingerprint();
}

/** First event where the chains of two runs part; null where they are equal. A run that ends is parted there. */
export function chainsPart(a: Outline, b: Outline, flavour: Flavour): number | null {
  const shared = Math.min(a.length, b.length);
  for (let seq = 0; seq < shared; seq += 1) {
    const [left, right] = [a[seq], b[seq]];
    if (left && right && linkOf(left, flavour) !== linkOf(right, flavour)) return seq;
  }
  return a.length === b.length ? null : shared;
}
