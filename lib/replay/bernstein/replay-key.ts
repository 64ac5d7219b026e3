import type { Hash } from '@/lib/trace/identity';
import { pythonRepr } from '../python/python-text';
import { isList, numberOf, type PythonValue } from '../python/python-value';
import { SeedError } from '../python/seed-error';

const utf8 = new TextEncoder();

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

const length = (of: number): Uint8Array =>
  Uint8Array.of(of >>> 24, (of >>> 16) & 0xff, (of >>> 8) & 0xff, of & 0xff);

const tagged = (tag: number, body: Uint8Array): Uint8Array =>
  join([Uint8Array.of(tag), length(body.length), body]);

/** Python's `format(value, ".10f")`, exact for every double: the decimals are worked out from its bits. */
function tenDecimals(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  // toFixed is exact below 1e21; what is larger has no fraction.
  const size = Math.abs(value);
  const text = size < 1e21 ? size.toFixed(10) : `${BigInt(size)}.0000000000`;
  return value < 0 || Object.is(value, -0) ? `-${text}` : text;
}

function encoded(value: PythonValue): Uint8Array {
  if (value === null) return Uint8Array.of(0);
  if (typeof value === 'boolean') return Uint8Array.of(1, value ? 1 : 0);
  if (typeof value === 'string') return tagged(3, utf8.encode(value));
  const number = numberOf(value);
  if (number !== null) return tagged(2, utf8.encode(tenDecimals(number)));
  if (!isList(value)) return tagged(0xff, utf8.encode(pythonRepr(value)));
  const items = value.map(encoded);
  const parts = items.flatMap((item) => [length(item.length), item]);
  return join([Uint8Array.of(5), length(items.length), ...parts]);
}

/** Bernstein's `derive_replay_key`: `v1:<hex>`, null apart from empty text, 600 and 600.0 the same. */
export function deriveReplayKey(
  components: readonly PythonValue[],
  scheme: string,
  hash: Hash,
): string {
  if (scheme !== 'v1' && scheme !== 'v2')
    throw new SeedError('ValueError', `unknown replay key scheme ${pythonRepr(scheme)}`);
  const domain = utf8.encode(`bernstein.replay.key.${scheme}\0`);
  return `${scheme}:${hash(join([domain, encoded(components)]))}`;
}
