import { setImmediate as turn } from 'node:timers/promises';
import { findSecrets } from '@/lib/replay/findings/find-secrets';

/** A few milliseconds of looking; what lies across a cut is seen whole by the overlap. */
const window = 262_144;
const overlap = 16_384;

interface FoundText {
  kind: string;
  secret: string;
  /** Where it begins, in UTF-16 units. */
  at: number;
}

/** What looks like a secret in a text of any length. Others get their turn meanwhile. */
export async function* secretsIn(text: string): AsyncGenerator<FoundText> {
  // No pattern can match less than this, and there are many short texts.
  if (text.length < 10) return;
  let before = -1;
  for (let from = 0; ; from += window - overlap) {
    const piece = text.slice(from, from + window);
    for (const { kind, start, end } of findSecrets(piece)) {
      // Seen at the end of the piece before.
      if (from + start <= before) continue;
      before = from + start;
      yield { kind, secret: piece.slice(start, end), at: from + start };
    }
    if (from + window >= text.length) return;
    await turn();
  }
}
