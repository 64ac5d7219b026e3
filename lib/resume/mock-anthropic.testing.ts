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

/** As Anthropic's look: one that says nothing. */
export const anthropicSignature = `E${'qQBCkYIARABGAIiQ'.repeat(4)}==`;

/** Anthropic Messages, from its public reference: blocks that start, grow and stop. */
export const startMockAnthropic = (script: readonly MockReply[] = []): Promise<Mock> => {
  let calls = 0;
  const api: MockApi = {
    base: '/v1',
    asks: /^\/v1\/messages$/,
    error: anthropicError,
    models: {
      data: [
        { type: 'model', id: 'mock', display_name: 'Mock', created_at: '2025-01-01T00:00:00Z' },
      ],
      ...{ has_more: false, first_id: 'mock', last_id: 'mock' },
    },
    write: (reply, stream) => writeMessage(reply, stream, () => `toolu_mock${++calls}`),
  };
  return startMock(api, script);
};

function anthropicError({ status, message, code }: MockError): object {
  const usual: Record<number, string> = {
    401: 'authentication_error',
    403: 'permission_error',
    404: 'not_found_error',
    413: 'request_too_large',
    429: 'rate_limit_error',
    529: 'overloaded_error',
  };
  const type = code ?? usual[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');
  return {
    type: 'error',
    error: { type, message: message ?? `status ${status}` },
    request_id: 'req_mock1',
  };
}

async function writeMessage(
  reply: MockStream,
  stream: EventStream,
  nextId: () => string,
): Promise<void> {
  const { input, output } = reply.usage ?? { input: 11, output: 7 };
  const send = (type: string, fields: object = {}) => stream.send({ type, ...fields }, type);
  const usage = {
    input_tokens: input,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: 1,
    service_tier: 'standard',
  };
  if (reply.error && reply.text === undefined) {
    send('error', { error: reply.error });
    return stream.end();
  }
  send('message_start', {
    message: {
      ...{ id: 'msg_mock1', type: 'message', role: 'assistant', model: 'mock', content: [] },
      ...{ stop_reason: null, stop_sequence: null, usage },
    },
  });
  let index = 0;
  const block = (content_block: object, deltas: object[]): void => {
    send('content_block_start', { index, content_block });
    for (const delta of deltas) send('content_block_delta', { index, delta });
    send('content_block_stop', { index });
    index += 1;
  };
  if (reply.redacted !== undefined) {
    block({ type: 'redacted_thinking', data: reply.redacted }, []);
  }
  if (reply.reasoning !== undefined) {
    block({ type: 'thinking', thinking: '', signature: '' }, [
      { type: 'thinking_delta', thinking: reply.reasoning },
      ...(reply.signature ? [{ type: 'signature_delta', signature: reply.signature }] : []),
    ]);
  }
  send('ping');
  if (reply.text !== undefined) {
    send('content_block_start', { index, content_block: { type: 'text', text: '' } });
    await stream.pieces(reply, (text) =>
      send('content_block_delta', { index, delta: { type: 'text_delta', text } }),
    );
    if (reply.ending === undefined && !reply.error) send('content_block_stop', { index });
    index += 1;
  }
  for (const call of reply.calls ?? []) {
    const text = argumentsOf(call);
    const half = Math.ceil(text.length / 2);
    block(
      { type: 'tool_use', id: call.id ?? nextId(), name: call.name, input: {} },
      ['', text.slice(0, half), text.slice(half)].map((partial_json) => ({
        type: 'input_json_delta',
        partial_json,
      })),
    );
  }
  if (reply.error) {
    send('error', { error: reply.error });
    return stream.end();
  }
  if (await stream.stops(reply)) return;
  const usual = reply.calls?.length ? 'tool_use' : 'end_turn';
  send('message_delta', {
    delta: { stop_reason: stopReason(reply.finish) ?? usual, stop_sequence: null },
    usage: { output_tokens: output },
  });
  send('message_stop');
  stream.end();
}

function stopReason(finish: MockStream['finish']): string | null {
  if (finish === 'length') return 'max_tokens';
  return finish === 'refusal' || finish === 'content_filter' ? 'refusal' : null;
}
