import type { Endpoint } from '@/lib/api/endpoint-contract';

const keyWords: Record<Endpoint['key'], string> = {
  none: 'no key',
  stored: 'key stored',
  environment: 'key of the server',
  lost: 'key lost: give it again',
};

/** Host and key of an endpoint, below its name. */
export const endpointHint = ({ kind, host, key }: Endpoint): string =>
  kind === 'scripted'
    ? 'No network, no key. Repeats the recording while nothing differs.'
    : `${host ?? 'no host'}, ${keyWords[key]}`;
