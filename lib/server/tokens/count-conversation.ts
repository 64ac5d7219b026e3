import type { TokenCount } from '@/lib/api/prepare-contract';
import type { MediaBytes } from '@/lib/resume/media-content';
import type { Target } from '@/lib/resume/target';
import type { Message, Part } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import { partText } from './part-text';
import type { TokenCounter } from './token-counter';

/** OpenAI's cookbook: 3 tokens that part messages, 1 for the role; 3 that begin the reply. */
const perMessage = 4;
const perReply = 3;
/** What a definition is wrapped in; nobody publishes it, OpenAI's cookbook measured 7 to 12. */
const perTool = 10;

/**
 * A picture of 1024 by 1024, as its size is not known: OpenAI 85 + 4 × 170 (high detail); Anthropic width ×
 * height / 750; Google 258 a tile of 768 by 768.
 */
const perPicture = (target: Target): number =>
  target === 'anthropic' ? 1398 : target === 'google' ? 1032 : 765;

interface CountOptions {
  counter: TokenCounter;
  target: Target;
  bytes: MediaBytes;
  /** Of messages that were counted already. */
  known: Map<Message, number>;
  /** Gets the media type of everything that there is no rule for. */
  leftOut: Set<string>;
}

/** How many tokens a conversation has, by message; bounded in time by the counter. */
export async function countConversation(
  messages: readonly Message[],
  { system, tools }: Pick<Setup, 'system' | 'tools'>,
  options: CountOptions,
): Promise<TokenCount> {
  const counts: number[] = [];
  for (const message of messages) counts.push(await countMessage(message, options));
  const inSystem = system && system.length > 0 ? await countParts(system, options) : null;
  let inTools = 0;
  for (const { name, description = '', schema } of tools ?? []) {
    const text = `${name} ${description} ${schema === undefined ? '' : JSON.stringify(schema)}`;
    inTools += perTool + (await options.counter.count(text));
  }
  const systemTokens = inSystem === null ? 0 : perMessage + inSystem;
  const inMessages = counts.reduce((sum, count) => sum + count, 0);
  return {
    system: systemTokens,
    tools: inTools,
    messages: counts,
    total: systemTokens + inTools + inMessages + perReply,
  };
}

async function countMessage(message: Message, options: CountOptions): Promise<number> {
  const known = options.known.get(message);
  if (known !== undefined) return known;
  const count = perMessage + (await countParts(message.parts, options));
  options.known.set(message, count);
  return count;
}

async function countParts(parts: readonly Part[], options: CountOptions): Promise<number> {
  const { counter, target, bytes, leftOut } = options;
  let count = 0;
  for (const part of parts) {
    const text = partText(part, bytes);
    if (text !== null) count += await counter.count(text);
    else if (part.type === 'media' && part.mediaType.startsWith('image/')) {
      count += perPicture(target);
    } else if (part.type === 'media') leftOut.add(part.mediaType);
  }
  return count;
}
