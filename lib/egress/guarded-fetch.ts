import { type Agent, fetch as send } from 'undici';
import { AppError } from '@/lib/errors';
import { blocked, checkUrl } from './check-url';
import { type Exchange, ExchangeRecorder } from './exchange';
import { guardedAgent, type Network, realNetwork } from './guarded-agent';
import { limitedBody, tooMuch } from './limited-body';
import { networkError } from './network-error';
import { isRedirect, nextHop } from './next-hop';
import { TimeLimit } from './time-limit';

export interface EgressPolicy {
  /** A person allowed this endpoint to stand on a private or loopback address. */
  allowPrivate: boolean;
  /** A redirect to another origin is refused: for requests that act, where a person saw the address. */
  sameOrigin?: boolean;
  /** Of one reply. */
  maxBytes?: number;
  /** Milliseconds: to connect; without any byte from the other side; for all of it. */
  timeouts?: { connect?: number; idle?: number; total?: number };
  /** Gets every exchange once, when it ended in whatever way; never a secret. */
  onExchange?: (exchange: Exchange) => void;
}

const maxHops = 3;
const defaults = { maxBytes: 64 * 2 ** 20, connect: 10_000, idle: 300_000, total: 1_800_000 };

/**
 * The only way out of Retake: a fetch that reaches no address its policy does not allow, whatever the
 * URL, the resolver or a redirect says. Permission for a private address holds for the origin asked
 * for, not for where that redirects to. Its errors: AppError `egress_blocked` (nothing was sent there),
 * `upstream`, `timeout`; an abort rejects with the signal's own reason. The answer is the runtime's own
 * Response, its body cut by the limits.
 */
export function guardedFetch(
  policy: EgressPolicy,
  network: Network = realNetwork,
): typeof globalThis.fetch {
  const limits = {
    ...defaults,
    ...policy.timeouts,
    maxBytes: policy.maxBytes ?? defaults.maxBytes,
  };
  const agent = (allowPrivate: boolean) => guardedAgent(allowPrivate, limits.connect, network);
  const agents = { asked: agent(policy.allowPrivate), elsewhere: agent(false) };

  return async (input, init) => {
    const asked = input instanceof Request ? input.url : String(input);
    const url = checkUrl(asked, policy.allowPrivate);
    const signal = init?.signal ?? (input instanceof Request ? input.signal : null);
    signal?.throwIfAborted();
    const request = new Request(input, { ...init, signal: null });
    const body = request.body && new Uint8Array(await request.arrayBuffer());
    const time = new TimeLimit(url.host, limits.total, limits.idle, signal);
    const recorder = new ExchangeRecorder(policy.onExchange);
    try {
      const sameOrigin = policy.sameOrigin === true;
      const sent = await follow({ url, request, body, time, recorder, agents, sameOrigin });
      return answer(sent, { maxBytes: limits.maxBytes, time, recorder });
    } catch (cause) {
      const error = networkError(cause, url.host, time.signal);
      time.stop();
      recorder.end(error);
      throw error;
    }
  };
}

interface Journey {
  url: URL;
  request: Request;
  body: Uint8Array<ArrayBuffer> | null;
  time: TimeLimit;
  recorder: ExchangeRecorder;
  agents: { asked: Agent; elsewhere: Agent };
  sameOrigin: boolean;
}

type Answer = { url: URL; response: Awaited<ReturnType<typeof send>> };

async function follow(journey: Journey): Promise<Answer> {
  const { request, body, time, recorder, agents, sameOrigin } = journey;
  let { url } = journey;
  const { method } = request;
  const origin = url.origin;
  const headers = new Headers(request.headers);
  // What is recorded is then what came over the wire.
  if (!headers.has('accept-encoding')) headers.set('accept-encoding', 'identity');

  for (let hop = 0; ; hop += 1) {
    recorder.request(method, url, headers, body);
    time.wait();
    const response = await send(url, {
      method,
      headers: [...headers],
      body,
      redirect: 'manual',
      signal: time.signal,
      dispatcher: url.origin === origin ? agents.asked : agents.elsewhere,
    });
    time.rest();
    if (!isRedirect(response)) return { url, response };
    recorder.redirected(url);
    await response.body?.cancel();
    if (hop === maxHops) {
      throw new AppError('upstream', `${url.host} redirects more than ${maxHops} times.`);
    }
    const next = nextHop({ from: url, method, response, headers });
    if (next.origin !== origin) {
      checkUrl(next.href, false);
      if (sameOrigin) throw blocked(`${url.host} redirects elsewhere, to ${next.host}.`);
    }
    url = next;
  }
}

function answer(
  { url, response }: Answer,
  limits: { maxBytes: number; time: TimeLimit; recorder: ExchangeRecorder },
): Response {
  const { status, statusText, body } = response;
  const headers = new Headers([...response.headers]);
  limits.recorder.response(status, response.headers);
  if (Number(headers.get('content-length')) > limits.maxBytes) {
    // Nobody reads it: the connection ends.
    body?.cancel().catch(() => {});
    throw tooMuch(url.host, limits.maxBytes);
  }
  if (!body) {
    limits.time.stop();
    limits.recorder.end(null);
    return new Response(null, { status, statusText, headers });
  }
  // undici types its streams by node:stream/web; they are the runtime's own streams.
  const bytes = body as ReadableStream<Uint8Array>;
  return new Response(limitedBody(bytes, { host: url.host, ...limits }), {
    status,
    statusText,
    headers,
  });
}
