import { openaiError, openaiModels } from './mock-openai-chat.testing';
import {
  argumentsOf,
  type EventStream,
  type Mock,
  type MockApi,
  type MockReply,
  type MockStream,
  startMock,
} from './mock-server.testing';

/** OpenAI Responses, from its public reference: numbered events, items that begin, grow and are done. */
export const startMockOpenaiResponses = (script: readonly MockReply[] = []): Promise<Mock> => {
  let calls = 0;
  const api: MockApi = {
    base: '/v1',
    asks: /^\/v1\/responses$/,
    error: openaiError,
    models: openaiModels,
    write: (reply, stream) => new ResponseWriter(stream, () => `call_mock_${++calls}`).write(reply),
  };
  return startMock(api, script);
};

class ResponseWriter {
  #sequence = 0;
  #index = 0;
  readonly #output: object[] = [];

  constructor(
    private readonly stream: EventStream,
    private readonly nextId: () => string,
  ) {}

  async write(reply: MockStream): Promise<void> {
    this.#event('response.created', { response: this.#response('in_progress') });
    this.#event('response.in_progress', { response: this.#response('in_progress') });
    if (reply.reasoning !== undefined || reply.signature !== undefined) this.#reasoning(reply);
    if (reply.text !== undefined) await this.#message(reply);
    for (const call of reply.calls ?? []) this.#call(argumentsOf(call), call.name, call.id);
    if (reply.error) {
      const { type: code, message } = reply.error;
      this.#event('response.failed', {
        response: { ...this.#response('failed'), error: { code, message } },
      });
      return this.stream.end();
    }
    if (await this.stream.stops(reply)) return;
    const cut = { length: 'max_output_tokens', content_filter: 'content_filter' };
    const reason = reply.finish === 'length' || reply.finish === 'content_filter';
    const status = reason ? 'incomplete' : 'completed';
    const { input, output } = reply.usage ?? { input: 11, output: 7 };
    this.#event(`response.${status}`, {
      response: {
        ...this.#response(status),
        ...(reply.finish === 'length' || reply.finish === 'content_filter'
          ? { incomplete_details: { reason: cut[reply.finish] } }
          : {}),
        usage: {
          ...{ input_tokens: input, output_tokens: output, total_tokens: input + output },
          input_tokens_details: { cached_tokens: 0 },
          output_tokens_details: { reasoning_tokens: 0 },
        },
      },
    });
    this.stream.end();
  }

  #event(type: string, fields: object): void {
    this.stream.send({ type, sequence_number: this.#sequence, ...fields }, type);
    this.#sequence += 1;
  }

  #response(status: string): object {
    return {
      ...{ id: 'resp_mock1', object: 'response', created_at: 1, status, background: false },
      ...{ error: null, incomplete_details: null, instructions: null, max_output_tokens: null },
      ...{ model: 'mock', output: this.#output, parallel_tool_calls: true, store: false },
      ...{ previous_response_id: null, reasoning: { effort: null, summary: null } },
      ...{ temperature: 1, text: { format: { type: 'text' } }, tool_choice: 'auto', tools: [] },
      ...{ top_p: 1, truncation: 'disabled', usage: null, user: null, metadata: {} },
    };
  }

  #item(begun: object, done: object, grow: (place: { output_index: number }) => void): void {
    const place = { output_index: this.#index };
    this.#event('response.output_item.added', { ...place, item: begun });
    grow(place);
    this.#event('response.output_item.done', { ...place, item: done });
    this.#output.push(done);
    this.#index += 1;
  }

  #reasoning({ reasoning = '', signature }: MockStream): void {
    const item_id = `rs_mock${this.#index}`;
    const item = { id: item_id, type: 'reasoning', status: null };
    const summary = reasoning === '' ? [] : [{ type: 'summary_text', text: reasoning }];
    const done = { ...item, summary, encrypted_content: signature ?? null };
    this.#item({ ...item, summary: [], encrypted_content: '' }, done, (place) => {
      if (reasoning === '') return;
      const at = { ...place, item_id, summary_index: 0 };
      const part = { type: 'summary_text', text: '' };
      this.#event('response.reasoning_summary_part.added', { ...at, part });
      this.#event('response.reasoning_summary_text.delta', { ...at, delta: reasoning });
      this.#event('response.reasoning_summary_text.done', { ...at, text: reasoning });
      this.#event('response.reasoning_summary_part.done', {
        ...at,
        part: { ...part, text: reasoning },
      });
    });
  }

  async #message(reply: MockStream): Promise<void> {
    const { text = '', finish } = reply;
    const item_id = `msg_mock${this.#index}`;
    const place = { output_index: this.#index, item_id, content_index: 0 };
    const item = { id: item_id, type: 'message', role: 'assistant' };
    const refuses = finish === 'refusal';
    const part = (said: string) =>
      refuses
        ? { type: 'refusal', refusal: said }
        : { type: 'output_text', text: said, annotations: [], logprobs: [] };
    const kind = refuses ? 'response.refusal' : 'response.output_text';
    this.#event('response.output_item.added', {
      output_index: this.#index,
      item: { ...item, status: 'in_progress', content: [] },
    });
    this.#event('response.content_part.added', { ...place, part: part('') });
    await this.stream.pieces(reply, (delta) => this.#event(`${kind}.delta`, { ...place, delta }));
    if (reply.ending !== undefined || reply.error) return;
    this.#event(`${kind}.done`, { ...place, [refuses ? 'refusal' : 'text']: text });
    this.#event('response.content_part.done', { ...place, part: part(text) });
    const done = { ...item, status: 'completed', content: [part(text)] };
    this.#event('response.output_item.done', { output_index: this.#index, item: done });
    this.#output.push(done);
    this.#index += 1;
  }

  #call(text: string, name: string, id: string | undefined): void {
    const item_id = `fc_mock${this.#index}`;
    const item = { id: item_id, type: 'function_call', call_id: id ?? this.nextId(), name };
    const done = { ...item, status: 'completed', arguments: text };
    this.#item({ ...item, status: 'in_progress', arguments: '' }, done, (place) => {
      const at = { ...place, item_id };
      const half = Math.ceil(text.length / 2);
      for (const delta of [text.slice(0, half), text.slice(half)])
        this.#event('response.function_call_arguments.delta', { ...at, delta });
      this.#event('response.function_call_arguments.done', { ...at, name, arguments: text });
    });
  }
}
