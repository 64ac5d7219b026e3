import type { Checkpoint } from '@/lib/replay/fork-at';
import type { OpenEndpoint } from '@/lib/server/endpoints/open-endpoint';
import { type Message, textOf } from '@/lib/trace/message';
import { type FirstRequest, firstRequest } from './first-request';

/** Characters of a body that are handed to a browser. */
const longestBody = 16_000_000;

interface AskOptions
  extends Omit<Parameters<typeof firstRequest>[0], 'checkpoint' | 'opened' | 'recording'> {
  recording(): Parameters<typeof firstRequest>[0]['recording'];
}

/** The first request of a resume from a checkpoint; none, with the reason, where it cannot be made or shown. */
export async function askedRequest(
  checkpoint: Checkpoint,
  opened: OpenEndpoint | { why: string },
  { recording, ...options }: AskOptions,
): Promise<FirstRequest> {
  const nothing = (why: string) => ({ request: null, why, adapted: [], answered: [] });
  if ('why' in opened) return nothing(opened.why);
  if (opened.kind === 'scripted') return nothing('The scripted model sends nothing.');
  if (checkpoint.conversation.length === 0) {
    return nothing('There is nothing to send: the conversation has no message.');
  }
  const written = textLength(checkpoint);
  if (written > longestBody) return nothing(tooLongWords(written));
  const first = await firstRequest({ ...options, checkpoint, opened, recording: recording() });
  const length = first.request?.body.length ?? 0;
  return length > longestBody ? { ...first, request: null, why: tooLongWords(length) } : first;
}

export const messagesOf = ({ conversation }: Checkpoint): Message[] =>
  conversation.map(({ message }) => message);

/** Of what its messages say in words: a body is never shorter. */
const textLength = ({ conversation }: Checkpoint): number =>
  conversation.reduce((sum, { message }) => sum + textOf(message).length, 0);

const tooLongWords = (length: number): string =>
  `The request has ${Math.round(length / 1_000_000)} million characters: too many to be shown here.`;
