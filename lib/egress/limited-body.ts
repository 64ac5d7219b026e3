import { AppError } from '@/lib/errors';
import type { ExchangeRecorder } from './exchange';
import { networkError } from './network-error';
import type { TimeLimit } from './time-limit';

interface Limits {
  host: string;
  maxBytes: number;
  time: TimeLimit;
  recorder: ExchangeRecorder;
}

/** The reply's bytes as they are pulled through: counted, timed, recorded; a limit ends it with AppError. */
export function limitedBody(
  body: ReadableStream<Uint8Array>,
  { host, maxBytes, time, recorder }: Limits,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let received = 0;
  const finish = (error?: Error | null) => {
    time.stop();
    time.signal.removeEventListener('abort', onAbort);
    recorder.end(error);
  };
  let fail: (error: Error) => void = () => {};
  // Also while nobody reads: else a forgotten reply would never be recorded as ended.
  const onAbort = () => fail(networkError(time.signal.reason, host, time.signal));
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        fail = (error) => {
          finish(error);
          // Closes the connection; that it fails as well says nothing new.
          reader.cancel(error).catch(() => {});
          controller.error(error);
        };
        time.signal.addEventListener('abort', onAbort, { once: true });
      },
      async pull(controller) {
        try {
          time.wait();
          const { done, value } = await reader.read();
          time.rest();
          if (time.signal.aborted) return;
          if (done) {
            finish(null);
            controller.close();
            return;
          }
          received += value.byteLength;
          if (received > maxBytes) throw tooMuch(host, maxBytes);
          recorder.chunk(value);
          controller.enqueue(value);
        } catch (cause) {
          fail(networkError(cause, host, time.signal));
        }
      },
      cancel(reason) {
        finish();
        return reader.cancel(reason);
      },
    },
    // Nothing is read ahead of the reader.
    { highWaterMark: 0 },
  );
}

export const tooMuch = (host: string, maxBytes: number): AppError =>
  new AppError('upstream', `${host} sent more than ${maxBytes} bytes.`, { details: { maxBytes } });
