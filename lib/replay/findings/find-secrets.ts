import { assignedSecrets } from './assigned-secrets';
import { secretPatterns } from './secret-patterns';

/** `[start, end)` in UTF-16 units of the text. */
export interface FoundSecret {
  kind: string;
  start: number;
  end: number;
}

/**
 * Values of a text that look like secrets: known shapes of keys and tokens, private keys, passwords in
 * addresses, and what is assigned to a name such as `password` or `api_key`. In the order of their places,
 * never overlapping. Pure, and linear in the text. It goes by shapes: that nothing is found proves nothing.
 * Addresses and names of persons are not looked for.
 */
export function findSecrets(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const { kind, pattern, hints, group, accepts } of secretPatterns) {
    if (hints && !hints.some((hint) => text.includes(hint))) continue;
    for (const match of text.matchAll(pattern)) {
      const secret = match[group ?? 0] ?? '';
      if (accepts && !accepts(secret)) continue;
      const start = match.index + (group === undefined ? 0 : match[0].lastIndexOf(secret));
      found.push({ kind, start, end: start + secret.length });
    }
  }
  return withoutOverlap([...found, ...assignedSecrets(text)]);
}

/** Of two that overlap the one that begins first; of two that begin together the one that was found first. */
function withoutOverlap(found: readonly FoundSecret[]): FoundSecret[] {
  let end = 0;
  return found
    .toSorted((a, b) => a.start - b.start)
    .flatMap((one) => {
      if (one.start < end) return [];
      end = one.end;
      return [one];
    });
}
