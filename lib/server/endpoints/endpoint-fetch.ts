import type { Exchange } from '@/lib/egress/exchange';
import type { Network } from '@/lib/egress/guarded-agent';
import { type EgressPolicy, guardedFetch } from '@/lib/egress/guarded-fetch';
import { hidingQuotedKey, withoutQuotedKey } from '@/lib/egress/quoted-key';

interface EndpointEgress extends EgressPolicy {
  /** What is taken out where a reply quotes it. */
  apiKey: string | null;
  /** Only tests give one. */
  network?: Network | undefined;
}

/** The way out to one endpoint: guarded, and its key in no exchange and no refusal. */
export function endpointFetch({ apiKey, network, onExchange, ...policy }: EndpointEgress) {
  const kept = onExchange && {
    onExchange: (exchange: Exchange) => onExchange(withoutQuotedKey(exchange, apiKey)),
  };
  return hidingQuotedKey(guardedFetch({ ...policy, ...kept }, network), apiKey);
}
