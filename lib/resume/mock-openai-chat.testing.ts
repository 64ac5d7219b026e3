import {
  argumentsOf,
  type EventStream,
  type Mock,
  type MockApi,
  type MockError,
  type MockReply,
  type MockStream,
  startMock,
} from './mock-server.testing';

/** OpenAI Chat Completions, from its public reference: chunks with all fields, usage in the last one. */
export const startMockOpenaiChat = (script: readonly MockReply[] = []): Promise<Mock> => {
  let calls = 0;
  const api: MockApi = {
    base: '/v1',
    asks: /^\/v1\/chat\/completions$/,
    error: openaiError,
    models: openaiModels,
    write: (reply, stream) => writeChat(reply, stream, () => `call_mock_${++calls}`),
  };
  return startMock(api, script);
};

/** `{error: {message, type, param, code}}`, as both of OpenAI's APIs answer. */
export function openaiError({ status, message, code }: MockError): object {
  const usual: Record<number, [type: string, code: string | null]> = {
    401: ['invalid_request_error', 'invalid_api_key'],
    404: ['invalid_request_error', 'model_not_found'],
    429: ['requests', 'rate_limit_exceeded'],
  };
  const [type, known] = usual[status] ?? [
    status < 500 ? 'invalid_request_error' : 'server_error',
    null,
  ];
  return {
    error: { message: message ?? `status ${status}`, type, param: null, code: code ?? known },
  };
}

export const openaiModels = {
  object: 'list',
  data: [{ id: 'mock', object: 'model', created: 1, owned_by: 'mock' }],
};

async function writeChat(
  reply: MockStream,
  stream: EventStream,
  nextId: () => string,
): Promise<void> {
  const head = {
    id: 'chatcmpl-mock1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'mock',
    service_tier: 'default',
    system_fingerprint: 'fp_mock',
  };
  const delta = (fields: object, finish_reason: string | null = null): void => {
    const choice = { index: 0, delta: fields, logprobs: null, finish_reason };
    stream.send({ ...head, choices: [choice], usage: null });
  };
  delta({ role: 'assistant', content: '', refusal: null });
  if (reply.reasoning) delta({ reasoning_content: reply.reasoning });
  const field = reply.finish === 'refusal' ? 'refusal' : 'content';
  await stream.pieces(reply, (piece) => delta({ [field]: piece }));
  (reply.calls ?? []).forEach((call, index) => {
    const text = argumentsOf(call);
    const half = Math.ceil(text.length / 2);
    const start = { name: call.name, arguments: '' };
    delta({ tool_calls: [{ index, id: call.id ?? nextId(), type: 'function', function: start }] });
    for (const piece of [text.slice(0, half), text.slice(half)])
      delta({ tool_calls: [{ index, function: { arguments: piece } }] });
  });
  if (reply.error) {
    const { type, message } = reply.error;
    stream.send({ error: { message, type, param: null, code: type } });
    return stream.end();
  }
  if (await stream.stops(reply)) return;
  const usual = reply.calls?.length ? 'tool_calls' : 'stop';
  delta({}, reply.finish === 'refusal' ? 'stop' : (reply.finish ?? usual));
  const { input, output } = reply.usage ?? { input: 11, output: 7 };
  stream.send({
    ...head,
    choices: [],
    usage: {
      ...{ prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
    },
  });
  stream.send('[DONE]');
  stream.end();
}
