import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AddressKind, addressKind } from './address';

const table: [AddressKind, string[]][] = [
  [
    'public',
    ['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'],
  ],
  [
    'private',
    [
      '127.0.0.1',
      '127.255.0.9',
      '10.0.0.1',
      '172.16.5.5',
      '172.31.255.255',
      '192.168.1.1',
      '100.64.0.1',
    ].concat([
      '::1',
      'fd12::1',
      'fc00::1',
      '::ffff:127.0.0.1',
      '::ffff:c0a8:101',
      '64:ff9b::a00:1',
    ]),
  ],
  [
    'never',
    [
      '169.254.169.254',
      '169.254.0.1',
      '100.100.100.200',
      '168.63.129.16',
      '192.0.0.192',
      'fd00:ec2::254',
    ]
      .concat([
        'fd00:0ec2:0::254',
        '::ffff:169.254.169.254',
        '::ffff:a9fe:a9fe',
        '64:ff9b::a9fe:a9fe',
      ])
      .concat([
        '0.0.0.0',
        '0.1.2.3',
        '::',
        '224.0.0.1',
        '255.255.255.255',
        '240.0.0.1',
        '198.18.0.1',
        '192.0.2.1',
      ])
      .concat(['ff02::1', 'fe80::1', 'fe80::1%eth0', '::1%lo', 'fec0::1', '2001:db8::1', '100::1'])
      .concat([
        '2002:7f00:1::',
        '2002:a9fe:a9fe::',
        '2002:808:808::',
        '2001::1',
        '::7f00:1',
        '::808:808',
      ])
      .concat(['64:ff9b:1::a00:1', '::ffff:0:7f00:1', '4000::1', 'localhost', '', '1.2.3.4.5']),
  ],
];

describe('addressKind', () => {
  it.each(table.flatMap(([kind, addresses]) => addresses.map((address) => [address, kind])))(
    '%s is %s',
    (address, kind) => {
      expect(addressKind(String(address))).toBe(kind);
    },
  );

  it('takes an IPv4 address wrapped in IPv6 for what it is', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(addressKind(`::ffff:${address}`)).toBe(addressKind(address));
      }),
    );
  });

  it('takes no text for public but an address', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^[\d.]+$|:/.test(text));
        return addressKind(text) !== 'public' || /^(0x|\d)/i.test(text);
      }),
    );
  });
});
