import ipaddr from 'ipaddr.js';

/**
 * `public`: anybody's. `private`: this machine or its network, only where a person allowed it.
 * `never`: cloud metadata, link-local, unspecified, multicast, reserved, or no address at all.
 */
export type AddressKind = 'public' | 'private' | 'never';

/** Services that hand out a machine's credentials. Some stand in ranges that are otherwise fine. */
const metadata = new Set(
  [
    '169.254.169.254',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    'fd00:ec2::254',
    'fd20:ce::254',
    'fd00:42::42',
  ].map((text) => ipaddr.parse(text).toString()),
);

const privateRanges: readonly string[] = ['loopback', 'private', 'carrierGradeNat', 'uniqueLocal'];
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/** @param text an address without brackets; a zone (`%eth0`) makes it `never` */
export function addressKind(text: string): AddressKind {
  if (text.includes('%') || !ipaddr.isValid(text)) return 'never';
  const address = ipaddr.parse(text);
  if (metadata.has(address.toString())) return 'never';
  const range = address.range();
  if (address instanceof ipaddr.IPv6) {
    // These reach the IPv4 address inside them.
    if (range === 'ipv4Mapped' || address.match(nat64)) return addressKind(embedded(address));
    if (range === 'unicast') return address.match(globalUnicast) ? 'public' : 'never';
  }
  if (privateRanges.includes(range)) return 'private';
  // What is left embeds an address by an old scheme (6to4, Teredo, IPv4-compatible) or is reserved.
  return range === 'unicast' ? 'public' : 'never';
}

const embedded = (address: ipaddr.IPv6): string => address.toByteArray().slice(12).join('.');
