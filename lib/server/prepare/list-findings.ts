import { setImmediate as turn } from 'node:timers/promises';
import type { Finding, Place } from '@/lib/api/prepare-contract';
import { findSecrets } from '@/lib/replay/findings/find-secrets';
import { maskSecret } from '@/lib/replay/findings/mask-secret';
import type { MediaBytes } from '@/lib/resume/media-content';
import { partText } from '@/lib/server/tokens/part-text';
import type { Message, Part } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';

/** A few milliseconds of looking; what lies across a cut is seen whole by the overlap. */
const window = 262_144;
const overlap = 16_384;
const most = 500;

/**
 * Values that look like secrets in what would be sent, by kind and place; never the values. The first 500.
 * Others get their turn meanwhile.
 */
export async function listFindings(
  messages: readonly Message[],
  { system, tools }: Pick<Setup, 'system' | 'tools'>,
  bytes: MediaBytes,
): Promise<Finding[]> {
  const found = new Map<string, Finding>();
  const look = async (place: Place, text: string): Promise<void> => {
    for await (const { kind, secret } of secretsIn(text)) {
      const masked = maskSecret(secret);
      const key = JSON.stringify([kind, place, masked]);
      const known = found.get(key);
      if (known) known.count += 1;
      else if (found.size < most) found.set(key, { kind, place, masked, count: 1 });
    }
  };
  const lookAt = async (place: Place, parts: readonly Part[]): Promise<void> => {
    for (const part of parts) {
      await look(place, partText(part, bytes) ?? '');
      if (part.type === 'media' && part.url) await look(place, part.url);
    }
  };
  await lookAt({ in: 'system' }, system ?? []);
  if (tools && tools.length > 0) await look({ in: 'tools' }, JSON.stringify(tools));
  for (const [index, { parts }] of messages.entries()) {
    await lookAt({ in: 'message', index }, parts);
    if (index % 500 === 499) await turn();
  }
  return [...found.values()];
}

async function* secretsIn(text: string): AsyncGenerator<{ kind: string; secret: string }> {
  // No pattern can match less than this, and there are many short texts.
  if (text.length < 10) return;
  let before = -1;
  for (let from = 0; ; from += window - overlap) {
    const piece = text.slice(from, from + window);
    for (const { kind, start, end } of findSecrets(piece)) {
      // Seen at the end of the piece before.
      if (from + start <= before) continue;
      before = from + start;
      yield { kind, secret: piece.slice(start, end) };
    }
    if (from + window >= text.length) return;
    await turn();
  }
}
