import type { PreparedRequest } from '@/lib/api/prepare-contract';
import { urlWithoutSecrets, withoutSecrets } from '@/lib/egress/secret-header';
import { readParts } from '@/lib/resume/read-parts';
import type { Model } from '@/lib/resume/resume';

type Asked = Awaited<ReturnType<Model['doStream']>>;
type StreamPart = Asked['stream'] extends ReadableStream<infer Part> ? Part : never;

/** Takes what a model would send, and sends nothing. */
export class RequestCapture {
  /** The first request, without what carries a secret; null while there is none. */
  request: PreparedRequest | null = null;

  /** In the place of the guarded one: answers every request with an empty stream. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    this.request ??= {
      method: request.method,
      url: urlWithoutSecrets(request.url),
      headers: withoutSecrets(request.headers),
      body: await request.text(),
    };
    return new Response('', { headers: { 'content-type': 'text/event-stream' } });
  };

  /**
   * A model over this `fetch`: it makes the request and what is said about it, and its reply is no word, at its
   * regular end: so that whoever asks neither repeats nor reports the call.
   */
  answering(model: Model): Model {
    const { provider, modelId } = model;
    return {
      specificationVersion: 'v3',
      ...{ provider, modelId, supportedUrls: model.supportedUrls },
      doGenerate: (call) => model.doGenerate(call),
      doStream: async (call) => {
        const { stream } = await model.doStream(call);
        const parts: StreamPart[] = [];
        for await (const part of readParts(stream, call.abortSignal ?? never)) {
          if (part.type === 'stream-start') parts.push(part);
        }
        const told = [...parts, nothingSaid];
        return {
          stream: new ReadableStream({
            start(controller) {
              for (const part of told) controller.enqueue(part);
              controller.close();
            },
          }),
        };
      },
    };
  }
}

const never = new AbortController().signal;
const nothing = undefined;
const nothingSaid: StreamPart = {
  type: 'finish',
  finishReason: { unified: 'stop', raw: nothing },
  usage: {
    inputTokens: { total: nothing, noCache: nothing, cacheRead: nothing, cacheWrite: nothing },
    outputTokens: { total: nothing, text: nothing, reasoning: nothing },
  },
};
