import {
  type EventStream,
  type Mock,
  type MockApi,
  type MockError,
  type MockReply,
  type MockStream,
  startMock,
} from './mock-server.testing';

/** Gemini's streamGenerateContent, from its public reference: whole parts, a call in one piece. */
export const startMockGoogle = (script: readonly MockReply[] = []): Promise<Mock> => {
  const api: MockApi = {
    base: '/v1beta',
    asks: /^\/v1beta\/models\/[^/]+:streamGenerateContent\?alt=sse$/,
    error: googleError,
    models: {
      models: [
        {
          ...{ name: 'models/mock', version: '1', displayName: 'Mock', inputTokenLimit: 1000 },
          ...{ outputTokenLimit: 100, supportedGenerationMethods: ['generateContent'] },
        },
      ],
    },
    write: writeContent,
  };
  return startMock(api, script);
};

function googleError({ status, message, code, headers }: MockError): object {
  const usual: Record<number, string> = {
    400: 'INVALID_ARGUMENT',
    401: 'UNAUTHENTICATED',
    403: 'PERMISSION_DENIED',
    404: 'NOT_FOUND',
    429: 'RESOURCE_EXHAUSTED',
    503: 'UNAVAILABLE',
  };
  const seconds = headers?.['x-mock-retry-delay'];
  const type = 'type.googleapis.com/google.rpc.RetryInfo';
  return {
    error: {
      ...{ code: status, message: message ?? `status ${status}` },
      status: code ?? usual[status] ?? 'INTERNAL',
      ...(seconds === undefined ? {} : { details: [{ '@type': type, retryDelay: `${seconds}s` }] }),
    },
  };
}

async function writeContent(reply: MockStream, stream: EventStream): Promise<void> {
  const { input, output } = reply.usage ?? { input: 11, output: 7 };
  const usageMetadata = {
    ...{ promptTokenCount: input, candidatesTokenCount: output },
    totalTokenCount: input + output,
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: input }],
  };
  const tail = { usageMetadata, modelVersion: 'mock', responseId: 'mock1' };
  if (reply.finish === 'content_filter' && reply.text === undefined) {
    stream.send({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, ...tail });
    return stream.end();
  }
  const send = (parts: object[], finishReason?: string): void => {
    const candidate = { content: { parts, role: 'model' }, index: 0 };
    const candidates = [finishReason === undefined ? candidate : { ...candidate, finishReason }];
    stream.send({ candidates, ...tail });
  };
  if (reply.reasoning !== undefined) {
    const signed = reply.signature ? { thoughtSignature: reply.signature } : {};
    send([{ text: reply.reasoning, thought: true, ...signed }]);
  }
  await stream.pieces(reply, (text) => send([{ text }]));
  if (reply.calls?.length) {
    send(
      reply.calls.map(({ name, arguments: args, id, signature }) => ({
        functionCall: { ...(id === undefined ? {} : { id }), name, args },
        ...(signature === undefined ? {} : { thoughtSignature: signature }),
      })),
    );
  }
  if (reply.error) {
    const { type: status, message } = reply.error;
    stream.send({ error: { code: status === 'UNAVAILABLE' ? 503 : 500, message, status } });
    return stream.end();
  }
  if (await stream.stops(reply)) return;
  const reasons = { length: 'MAX_TOKENS', content_filter: 'SAFETY', refusal: 'SAFETY' };
  const { finish } = reply;
  send(
    [{ text: '' }],
    finish && finish !== 'stop' && finish !== 'tool_calls' ? reasons[finish] : 'STOP',
  );
  stream.end();
}
