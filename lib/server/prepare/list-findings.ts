import { setImmediate as turn } from 'node:timers/promises';
import type { Finding, Place } from '@/lib/api/prepare-contract';
import { maskSecret } from '@/lib/replay/findings/mask-secret';
import type { MediaBytes } from '@/lib/resume/media-content';
import { partText } from '@/lib/server/tokens/part-text';
import type { Message, Part } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import { secretsIn } from './secrets-in';

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
