import type { Message } from '@/lib/trace/message';
import type { Answer, OpenCall } from './answerer';

/** An answer as a message of the conversation; a recorded one says the same words under the id of this call. */
export const resultMessage = (
  { callId, tool }: Pick<OpenCall, 'callId' | 'tool'>,
  { output, isError, recorded }: Omit<Answer, 'provenance'>,
): Message => ({
  role: 'tool',
  parts: [
    recorded
      ? { ...recorded, callId }
      : { type: 'tool-result', callId, tool, output, ...(isError ? { isError } : {}) },
  ],
});
