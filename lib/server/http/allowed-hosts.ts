import type { Env } from '@/lib/env';

type Place = Pick<Env, 'host' | 'port' | 'publicUrl'>;

const ipv4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const isIpLiteral = (name: string) => ipv4.test(name) || /^\[[0-9a-f:.]+\]$/i.test(name);
const isWildcard = (host: string) => host === '0.0.0.0' || host === '::';

/** Whether a HOST to listen on is this machine only. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (ipv4.test(host) && host.startsWith('127.'));

/**
 * Whether a Host header names us: loopback names and HOST with our port, and the public address. Any
 * other name could be one that somebody pointed at this machine (DNS rebinding). An IP literal cannot be:
 * it is taken as well where we listen on all addresses.
 */
export function isAllowedHost(header: string | null, place: Place): boolean {
  const at = parseHost(header);
  if (!at) return false;
  if (place.publicUrl !== null && isPublicHost(at, place.publicUrl)) return true;
  if (at.port !== place.port) return false;
  const ours = place.host.includes(':') ? `[${place.host}]` : place.host.toLowerCase();
  if (at.name === 'localhost' || at.name === '[::1]' || isLoopback(at.name)) return true;
  return isWildcard(place.host) ? isIpLiteral(at.name) : at.name === ours;
}

/** Whether a page of this origin may ask what the request with this Host header asks. */
export function isAllowedOrigin(origin: string, hostHeader: string | null, place: Place): boolean {
  if (place.publicUrl !== null) {
    if (origin === place.publicUrl) return true;
    const at = parseHost(hostHeader);
    // Under its public name only that very origin counts: not the same name by http.
    if (at && isPublicHost(at, place.publicUrl)) return false;
  }
  return isAllowedHost(hostHeader, place) && origin === `http://${hostHeader?.toLowerCase()}`;
}

interface HostAndPort {
  name: string;
  /** 80 where the header names none: what a browser leaves away. */
  port: number;
  explicit: boolean;
}

function parseHost(header: string | null): HostAndPort | null {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(header ?? '');
  if (!match?.[1]) return null;
  return { name: match[1].toLowerCase(), port: Number(match[2] ?? 80), explicit: !!match[2] };
}

function isPublicHost(at: HostAndPort, publicUrl: string): boolean {
  const url = new URL(publicUrl);
  const standard = url.protocol === 'https:' ? 443 : 80;
  const port = at.explicit ? at.port : standard;
  return at.name === url.hostname && port === Number(url.port || standard);
}
