import type { EndpointChoice } from '@/lib/api/endpoint-contract';
import type { Trims } from '@/lib/api/prepare-contract';
import type { Store } from '@/lib/db/store';
import { trimConversation } from '@/lib/replay/fork/trim-conversation';
import { findEndpoint } from '@/lib/server/endpoints/find-endpoint';
import { branchState } from '@/lib/server/runs/branch-state';
import { countPrompts } from './prompt-size';

interface TrimsRequest {
  id: string;
  endpoint: EndpointChoice;
  target?: number | undefined;
}

/** What is kept free in a window for the reply. */
const forReply = 0.2;

/**
 * Ways to make the end of a branch shorter, for a model that says that it is too long. Throws AppError as
 * `branchState` and `findEndpoint`.
 */
export async function branchTrims(store: Store, request: TrimsRequest): Promise<Trims> {
  const { checkpoint, bytes } = await branchState(store, request.id);
  const { endpoint } = await findEndpoint(store, request.endpoint.id);
  const messages = checkpoint.conversation.map(({ message }) => message);
  const prompt = { messages, setup: checkpoint.setup };
  const { tokens } = await countPrompts({
    ...{ before: prompt, after: prompt, adapted: false, endpoint, bytes },
    model: request.endpoint.model ?? endpoint.model,
  });
  const { total, messages: counts } = tokens.after;
  const { window } = tokens;
  // A window that it fits into by our estimate is not what the model counts.
  const room = window === null ? total : Math.min(window * (1 - forReply), total);
  const usual = room < total ? room : total / 2;
  const target = request.target ?? Math.max(1, Math.floor(usual));
  const fixedTokens = total - counts.reduce((sum, count) => sum + count, 0);
  return {
    ...{ tokens: total, target, window },
    choices: trimConversation(messages, { tokens: counts, fixedTokens, target }),
  };
}
