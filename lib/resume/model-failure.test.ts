import { APICallError } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/errors';
import { kinds, replyOf, runAgainst } from './all-mocks.testing';
import { endFailure } from './end-failure';
import type { MockReply, MockStream } from './mock-server.testing';
import { modelFailure } from './model-failure';
import type { ProviderKind } from './provider-model';

async function failureOf(kind: ProviderKind, reply: MockReply) {
  const { steps, mock } = await runAgainst(kind, [reply, reply, reply]);
  const end = steps.at(-1);
  if (end?.type !== 'ended' || end.reason !== 'failed') throw new Error(JSON.stringify(end));
  return { failure: end.failure, steps, requests: mock.requests.length, reply: replyOf(steps)[0] };
}

const tooLong: Record<ProviderKind, MockReply> = {
  'openai-compatible': {
    ...{ status: 400, code: 'invalid_request_error' },
    message: "This model's maximum context length is 4096 tokens. However, you requested 9000.",
  },
  'openai-chat': { status: 400, code: 'context_length_exceeded', message: 'no' },
  'openai-responses': { status: 400, code: 'context_length_exceeded', message: 'no' },
  anthropic: { status: 400, message: 'prompt is too long: 210000 tokens > 200000 maximum' },
  google: {
    status: 400,
    message:
      'The input token count (1500000) exceeds the maximum number of tokens allowed (1048576).',
  },
};
const busy: Record<ProviderKind, MockStream['error']> = {
  'openai-compatible': { type: 'server_error', message: 'The server had an error' },
  'openai-chat': { type: 'server_error', message: 'The server had an error' },
  'openai-responses': { type: 'server_error', message: 'The server had an error' },
  anthropic: { type: 'overloaded_error', message: 'Overloaded' },
  google: { type: 'UNAVAILABLE', message: 'The model is overloaded.' },
};

describe.each(kinds)('a failure of %s', (kind) => {
  it.each([
    [401, 'unauthorized', 1],
    [403, 'unauthorized', 1],
    [404, 'no-model', 1],
    [400, 'rejected', 1],
    [429, 'rate-limited', 3],
    [500, 'upstream', 3],
    [503, 'upstream', 3],
    [529, 'upstream', 3],
  ] as const)('%i is %s, asked %i times', async (status, code, times) => {
    const message = 'Incorrect API key provided: sk-abcdefgh1234.';
    const { failure, requests, steps } = await failureOf(kind, { status, message });
    expect(failure).toMatchObject({ code, status });
    expect(failure.todo).not.toBe('');
    expect(requests).toBe(times);
    expect(JSON.stringify(steps)).not.toContain('sk-abcdefgh1234');
    expect(steps.filter(({ type }) => type === 'retrying')).toHaveLength(times - 1);
    // A call of which nothing came is told by its failure alone.
    expect(replyOf(steps)).toEqual([]);
  });

  it('knows a context that is too long', async () => {
    expect((await failureOf(kind, tooLong[kind])).failure.code).toBe('too-long');
  });

  it('keeps what came of a cut reply, and never asks again by itself', async () => {
    for (const ending of ['cut', 'end'] as const) {
      const cut = await failureOf(kind, { text: 'half of ', ending });
      expect(cut.failure.code).toBe('cut');
      expect(cut.requests).toBe(1);
      expect(cut.reply).toMatchObject({
        ...{ unfinished: true, reply: { parts: [{ type: 'text', text: 'half of ' }] } },
      });
    }
  });

  it('never asks again for a reply that was cut before it began', async () => {
    const { failure, requests } = await failureOf(kind, { ending: 'cut' });
    expect(failure.code).toBe('cut');
    expect(requests).toBe(1);
  });

  it('knows an error inside the stream, and keeps what came', async () => {
    const error = busy[kind];
    const { failure, reply, requests } = await failureOf(kind, {
      ...{ text: 'half of ', ...(error ? { error } : {}) },
    });
    expect(failure.code).toBe('upstream');
    expect(failure.message).toContain(error?.message);
    expect(reply).toMatchObject({ unfinished: true, reply: { parts: [{ text: 'half of ' }] } });
    expect(requests).toBe(1);
  });

  it('ends with a filtered or refused reply, which is kept', async () => {
    const filtered = await failureOf(kind, { text: 'I am', finish: 'content_filter' });
    expect(filtered.failure.code).toBe(kind === 'anthropic' ? 'refused' : 'filtered');
    expect(filtered.reply).toMatchObject({
      ...{ unfinished: false, reply: { parts: [{ type: 'text', text: 'I am' }] } },
    });
    expect(filtered.failure.todo).not.toBe('');
  });

  it('takes the end at the token limit for no failure', async () => {
    const { steps } = await runAgainst(kind, [{ text: 'long', finish: 'length' }]);
    expect(steps.at(-1)).toEqual({
      ...{ type: 'ended', reason: 'done', message: 'The reply ended at its token limit.' },
    });
  });
});

describe('a refusal', () => {
  it.each(['openai-chat', 'openai-responses', 'anthropic'] as const)('of %s', async (kind) => {
    const { failure } = await failureOf(kind, { text: 'I cannot.', finish: 'refusal' });
    expect(failure.code).toBe('refused');
  });

  it('of a prompt that Gemini blocked has nothing to keep', async () => {
    const { failure, steps } = await failureOf('google', { finish: 'content_filter' });
    expect(failure).toMatchObject({ code: 'filtered' });
    expect(failure.message).toContain('PROHIBITED_CONTENT');
    expect(replyOf(steps)).toMatchObject([{ reply: null }]);
  });
});

const said = (statusCode: number, body: unknown, headers: Record<string, string> = {}) =>
  modelFailure(
    new APICallError({
      message: 'x',
      url: 'http://x',
      requestBodyValues: {},
      statusCode,
      responseHeaders: headers,
      responseBody: JSON.stringify(body),
    }),
    'here',
    false,
    Date.parse('2025-01-01T00:00:00Z'),
  );

describe('modelFailure', () => {
  it.each([
    // vLLM
    [
      400,
      {
        object: 'error',
        message: "This model's maximum context length is 8192 tokens.",
        code: 400,
      },
    ],
    [
      400,
      {
        error: {
          message:
            'The decoder prompt (length 9000) is longer than the maximum model length of 8192.',
        },
      },
    ],
    // Ollama
    [400, { error: 'input length exceeds maximum context length' }],
    [400, { error: { message: 'prompt too long; exceeded max context length by 12 tokens' } }],
    // LM Studio
    [
      400,
      {
        error:
          'Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens.',
      },
    ],
    [500, { error: { message: 'Reached context length of 4096 tokens with this model' } }],
    // llama.cpp
    [400, { error: { code: 400, type: 'exceed_context_size_error', message: 'no' } }],
    [
      400,
      { error: { message: 'the request exceeds the available context size, try increasing it' } },
    ],
    // OpenAI Responses, Anthropic
    [400, { error: { message: 'Your input exceeds the context window of this model.' } }],
    [
      400,
      {
        type: 'error',
        error: {
          type: 'invalid_request_error',
          message: 'input length and `max_tokens` exceed context limit: 199 + 8 > 200',
        },
      },
    ],
    [413, { type: 'error', error: { type: 'request_too_large', message: 'no' } }],
  ])('%i %j is too long', (status, body) => {
    expect(said(status, body).code).toBe('too-long');
  });

  it.each([
    [
      400,
      {
        error: {
          code: 400,
          message: 'API key not valid.',
          status: 'INVALID_ARGUMENT',
          details: [{ reason: 'API_KEY_INVALID' }],
        },
      },
      'unauthorized',
    ],
    [400, { error: { message: 'acme/x is not a valid model ID', code: 400 } }, 'no-model'],
    [404, { error: { message: "model 'x' not found", type: 'not_found_error' } }, 'no-model'],
    [400, { error: { code: 'content_filter', message: 'filtered' } }, 'filtered'],
    [400, { error: { message: 'temperature: range' } }, 'rejected'],
    [402, { error: { message: 'more credits' } }, 'rejected'],
    [408, {}, 'timeout'],
    [502, '<html>', 'upstream'],
  ] as const)('%i %j is %s', (status, body, code) => {
    expect(said(status, body).code).toBe(code);
  });

  it('reads every way to say when it takes requests again', () => {
    const seconds = (headers: Record<string, string>, body: unknown = {}) =>
      said(429, body, headers).retryAfterSeconds;
    expect(seconds({ 'retry-after': '7' })).toBe(7);
    expect(seconds({ 'retry-after-ms': '1500', 'retry-after': '9' })).toBe(2);
    expect(seconds({ 'retry-after': 'Wed, 01 Jan 2025 00:00:30 GMT' })).toBe(30);
    expect(
      seconds({
        'retry-after': 'Wed, 01 Jan 2025 00:00:30 GMT',
        date: 'Wed, 01 Jan 2025 00:00:10 GMT',
      }),
    ).toBe(20);
    expect(seconds({}, { error: { code: 429, details: [{ retryDelay: '17.2s' }] } })).toBe(18);
    expect(seconds({ 'retry-after': 'soon' })).toBeNull();
    expect(seconds({})).toBeNull();
  });

  it('knows a reply that its own API could not read', () => {
    const reason = { unified: 'error', raw: 'MALFORMED_FUNCTION_CALL' } as const;
    expect(endFailure(reason, 'here')).toMatchObject({ code: 'upstream' });
    expect(endFailure({ unified: 'length', raw: 'length' }, 'here')).toBeNull();
  });

  it('tells what the way out says', () => {
    const failure = (error: unknown) => modelFailure(error, 'here', false, 0);
    const blocked = new AppError('egress_blocked', 'Not there.', { hint: 'Allow it.' });
    expect(failure(blocked)).toMatchObject({ code: 'blocked', todo: 'Allow it.' });
    expect(failure(new AppError('timeout', 'Too slow.'))).toMatchObject({ code: 'timeout' });
    expect(failure(new AppError('upstream', 'Nothing answers.'))).toMatchObject({
      ...{ code: 'upstream', message: 'Nothing answers.' },
    });
    expect(failure('odd')).toMatchObject({ code: 'upstream' });
  });
});
