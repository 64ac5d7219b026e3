import type { SeedCheckpoint, SeedMessage } from './seed-messages';

/** What the seed asks of an agent: something that runs, with or without a history of its own. */
export interface SeedAgent<Options, Result> {
  history?: SeedMessage[];
  run(prompt: string, options: Options): Result | Promise<Result>;
}

export interface SeedContinuation<Result> {
  checkpoint: SeedCheckpoint;
  /** What the agent answered, whatever that is. */
  result: Result;
  output: unknown;
  events: unknown;
  messages: unknown;
}

/** A result whose fields can be read by name, as Python reads attributes: a plain mapping has none. */
const attribute = (result: unknown, name: string, absent: unknown): unknown =>
  typeof result === 'object' && result !== null && !(result instanceof Map) && name in result
    ? Reflect.get(result, name)
    : absent;

/**
 * The seed's `continue_from`: the history of an agent that has one is replaced by a copy of the checkpoint's
 * messages, then the agent runs on the prompt. An agent without one is asked as it is and knows nothing of
 * the past, as in the seed. The checkpoint is left as it was. Rejects with what the agent throws.
 */
export async function continueFrom<Options, Result>(
  checkpoint: SeedCheckpoint,
  agent: SeedAgent<Options, Result>,
  options: Options,
): Promise<SeedContinuation<Result>> {
  if ('history' in agent) agent.history = [...checkpoint.messages];
  const result = await agent.run(checkpoint.user_prompt, options);
  return {
    checkpoint,
    result,
    output: attribute(result, 'output', ''),
    events: attribute(result, 'events', []),
    messages: attribute(result, 'messages', []),
  };
}
