import type { Endpoint } from '@/lib/api/endpoint-contract';
import type { Prepared } from '@/lib/api/prepare-contract';
import type { MediaBytes } from '@/lib/resume/media-content';
import { modelPrice } from '@/lib/server/prices/price-of';
import { countConversation } from '@/lib/server/tokens/count-conversation';
import { TokenCounter } from '@/lib/server/tokens/token-counter';
import { countsAreKnown, tokenizerOf } from '@/lib/server/tokens/tokenizer-of';
import type { Message } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';

interface Prompt {
  messages: readonly Message[];
  setup: Setup;
}

interface SizeOptions {
  before: Prompt;
  after: Prompt;
  /** Something of it is said otherwise than it stands there. */
  adapted: boolean;
  endpoint: Pick<Endpoint, 'kind' | 'baseUrl' | 'host'>;
  /** That is asked; null where none is named yet. */
  model: string | null;
  bytes: MediaBytes;
}

/** Tokens of a prompt before and after its edits, and what a call with it costs. */
export async function countPrompts({
  before,
  after,
  adapted,
  endpoint,
  model,
  bytes,
}: SizeOptions): Promise<Pick<Prepared, 'tokens' | 'cost'>> {
  const counter = new TokenCounter(await tokenizerOf(model));
  const leftOut = new Set<string>();
  const options = { counter, target: endpoint.kind, bytes, known: new Map(), leftOut };
  // The one that matters first: the time for counting is bounded.
  const counted = await countConversation(after.messages, after.setup, options);
  const { rough } = counter;
  const original = await countConversation(before.messages, before.setup, options);
  const price = model === null ? null : modelPrice(model, endpoint);
  const inputUsd = price?.of({ input: counted.total, output: 0 }) ?? null;
  const withOutput = price?.of({ input: counted.total, output: 1000 }) ?? null;
  const known = endpoint.kind === 'openai-chat' && model !== null && countsAreKnown(model);
  return {
    tokens: {
      before: original,
      after: counted,
      exact: known && isOpenai(endpoint) && !adapted && !rough && isText(after),
      uncounted: [...leftOut].sort(),
      window: price?.window ?? null,
    },
    cost:
      price && inputUsd !== null && withOutput !== null
        ? { inputUsd, outputUsdPer1000: Math.max(0, withOutput - inputUsd), model: price.model }
        : null,
  };
}

const isOpenai = ({ host }: Pick<Endpoint, 'host'>): boolean => host === 'api.openai.com';

/** Only of text it is published how OpenAI counts it. */
const isText = ({ messages, setup: { system, tools } }: Prompt): boolean =>
  (tools ?? []).length === 0 &&
  [...messages.map(({ parts }) => parts), system ?? []].every(
    (parts) => parts.length <= 1 && parts.every(({ type }) => type === 'text'),
  );
