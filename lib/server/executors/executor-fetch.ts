import { guardedFetch } from '@/lib/egress/guarded-fetch';
import { hidingQuotedKey } from '@/lib/egress/quoted-key';

/** Of one reply, in bytes; milliseconds in all, and without any byte from the other side. */
export const replyLimits = { maxBytes: 5 * 2 ** 20, total: 300_000, idle: 120_000 };

interface ExecutorEgress {
  allowPrivate: boolean;
  /** What is taken out where a reply quotes it. */
  key: string | null;
  /** Told of every request whether it met a redirect. */
  onEnd?(redirected: boolean): void;
}

/** The way out to one executor: guarded, never to another origin than a person saw, its key in no reply. */
export function executorFetch({ allowPrivate, key, onEnd }: ExecutorEgress): typeof fetch {
  const { maxBytes, total, idle } = replyLimits;
  const guarded = guardedFetch({
    ...{ allowPrivate, maxBytes, sameOrigin: true, timeouts: { total, idle } },
    onExchange: ({ redirects }) => onEnd?.(redirects.length > 0),
  });
  return hidingQuotedKey(guarded, key);
}
