import { isAppError } from '@/lib/errors';
import { field, isObject } from '@/lib/trace/json';
import { parseJson } from '@/lib/trace/parse-json';
import { httpBody, httpHeaders } from './exact-request';
import { executorFetch } from './executor-fetch';
import { type LiveCall, type LiveLine, type LiveOutput, NoAnswer, preview } from './live-line';

interface HttpWay {
  url: string;
  allowPrivate: boolean;
  key: string | null;
}

/**
 * An HTTP address that runs tools: gets `{tool, input, callId, idempotencyKey}` and answers with status 2xx
 * and `{output, isError?}`, or any other JSON or text, which is then the output. Never asked twice by itself.
 */
export function httpLine({ url, allowPrivate, key }: HttpWay): LiveLine {
  const { host } = new URL(url);
  return {
    async send(call, signal) {
      let redirected = false;
      const fetch = executorFetch({
        allowPrivate,
        key,
        onEnd: (met) => {
          redirected = met;
        },
      });
      try {
        const response = await fetch(url, requestOf(call, key, signal));
        const text = await response.text();
        if (response.ok) return outputOf(text);
        const said = text.trim() === '' ? '' : `: “${preview(text)}”`;
        throw new NoAnswer(`${host} answered with status ${response.status}${said}.`, true);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof NoAnswer) throw error;
        throw noAnswer(error, host, redirected);
      }
    },
    release: () => undefined,
  };
}

function requestOf(call: LiveCall, key: string | null, signal: AbortSignal): RequestInit {
  const headers = new Headers(httpHeaders(call));
  if (key !== null) headers.set('authorization', `Bearer ${key}`);
  return { method: 'POST', headers, body: httpBody(call), signal };
}

/** Whatever went wrong on the way to a host, in words. */
function noAnswer(error: unknown, host: string, redirected: boolean): NoAnswer {
  const what = isAppError(error) ? error.message : `The request to ${host} failed.`;
  const sure = !redirected && (neverConnected(error) || blockedBefore(error));
  return new NoAnswer(what, !sure, { cause: error });
}

const blockedBefore = (error: unknown): boolean =>
  isAppError(error) && error.code === 'egress_blocked';

const unreached = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

function neverConnected(error: unknown): boolean {
  let one = error;
  for (let depth = 0; one instanceof Error && depth < 8; depth += 1) {
    if ('code' in one && unreached.test(String(one.code))) return true;
    one = one.cause;
  }
  return false;
}

function outputOf(text: string): LiveOutput {
  const parsed = parseJson(text);
  if (!parsed.ok || parsed.repaired !== null) return { output: text, isError: false };
  const { value } = parsed;
  const output = isObject(value) ? field(value, 'output') : undefined;
  if (output === undefined) return { output: value, isError: false };
  return { output, isError: field(value, 'isError') === true };
}
