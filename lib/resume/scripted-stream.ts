import type { LanguageModelV3StreamPart } from '@ai-sdk/provider';
import type { Message } from '@/lib/trace/message';

/** The ids of the scripted model's own calls begin with it. */
export const scriptedMark = 'scripted-';

/** A repeated reply keeps what its provider signed. */
const signatureOf = ({
  signature,
  redacted,
}: {
  signature?: string | undefined;
  redacted?: boolean | undefined;
}) =>
  signature === undefined
    ? {}
    : { providerMetadata: { retake: { signature, ...(redacted ? { redacted } : {}) } } };

const pieces = (text: string): string[] => {
  const size = Math.max(12, Math.ceil(text.length / 60));
  return text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
};

/** A reply in the parts in which a model streams it; `place` tells its calls from those of other replies. */
export function scriptedStream(reply: Message, place: number): LanguageModelV3StreamPart[] {
  const parts = reply.parts.flatMap((part, at): LanguageModelV3StreamPart[] => {
    const id = `${at}`;
    if (part.type === 'text' || part.type === 'reasoning') {
      const { type } = part;
      const signed = part.type === 'reasoning' ? signatureOf(part) : {};
      const deltas = pieces(part.text).map((delta) => ({
        type: `${type}-delta` as const,
        id,
        delta,
      }));
      return [{ type: `${type}-start`, id, ...signed }, ...deltas, { type: `${type}-end`, id }];
    }
    if (part.type !== 'tool-call') return [];
    const toolCallId = part.callId ?? `${scriptedMark}${place}-again-${at}`;
    const input = part.malformed ? String(part.input) : JSON.stringify(part.input);
    return [{ type: 'tool-call', toolCallId, toolName: part.tool, input, ...signatureOf(part) }];
  });
  const calls = reply.parts.some(({ type }) => type === 'tool-call');
  return [
    { type: 'stream-start', warnings: [] },
    ...parts,
    {
      type: 'finish',
      finishReason: { unified: calls ? 'tool-calls' : 'stop', raw: undefined },
      usage: {
        inputTokens: {
          total: undefined,
          noCache: undefined,
          cacheRead: undefined,
          cacheWrite: undefined,
        },
        outputTokens: { total: undefined, text: undefined, reasoning: undefined },
      },
    },
  ];
}
