import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { AppError } from '@/lib/errors';
import { bareHost, checkAddresses } from './check-url';

interface ResolvedAddress {
  address: string;
  family: number;
}

/** What touches the network; tests hand in their own. */
export interface Network {
  /** All addresses of a name. */
  resolve(hostname: string): Promise<ResolvedAddress[]>;
  /** Connects to one of exactly these addresses. */
  dial(
    options: buildConnector.Options,
    addresses: readonly ResolvedAddress[],
    timeoutMs: number,
    callback: buildConnector.Callback,
  ): void;
}

export const realNetwork: Network = {
  resolve: (hostname) => lookup(hostname, { all: true }),
  dial(options, addresses, timeoutMs, callback) {
    buildConnector({ timeout: timeoutMs, lookup: pinned(addresses) })(options, callback);
  },
};

/** Answers what was checked: a name asked twice may be answered differently (DNS rebinding). */
const pinned =
  (addresses: readonly ResolvedAddress[]): LookupFunction =>
  (hostname, options, callback) => {
    const [first] = addresses;
    if (!first) callback(new Error(`${hostname} has no address`), '', 4);
    else if (options.all) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };

/** A dispatcher whose every connection goes to addresses that were checked for that connection. */
export function guardedAgent(allowPrivate: boolean, connectMs: number, network: Network): Agent {
  return new Agent({
    // Our own limits hold (guarded-fetch.ts); these would end a model's long silence.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect(options, callback) {
      const host = bareHost(options.hostname);
      const deadline = Date.now() + connectMs;
      within(connectMs, host, resolveAll(host, network))
        .then((addresses) => {
          const asked = addresses.map(({ address }) => address);
          checkAddresses(host, asked, allowPrivate);
          network.dial(options, addresses, Math.max(1, deadline - Date.now()), callback);
        })
        .catch((error: Error) => callback(error, null));
    },
  });
}

async function resolveAll(host: string, network: Network): Promise<ResolvedAddress[]> {
  const family = isIP(host);
  const addresses = family ? [{ address: host, family }] : await network.resolve(host);
  if (addresses.length === 0) throw new AppError('upstream', `${host} has no address.`);
  return addresses;
}

function within<T>(ms: number, host: string, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () =>
      reject(new AppError('timeout', `Looking up ${host} took more than ${ms} ms.`));
    const timer = setTimeout(late, ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
