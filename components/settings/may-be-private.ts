import { presets } from './endpoint-presets';
import { originOf } from './endpoint-values';

/** Addresses of well-known services: nobody has to be asked for these. */
const known = new Set(
  presets.filter(({ local }) => !local).map(({ baseUrl }) => originOf(baseUrl)),
);

/**
 * Whether an address may be on this machine or a private network: any name may lead there, and of numbers only
 * those that surely do not are excused. The server decides; this only asks for leave where it can be needed.
 */
export function mayBePrivate(text: string): boolean {
  const origin = originOf(text);
  if (origin === null || known.has(origin)) return false;
  // Decimal, octal and short forms have become four numbers by now.
  const numbers = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(new URL(origin).hostname);
  if (!numbers) return true;
  const [first, second] = [Number(numbers[1]), Number(numbers[2])];
  return (
    first === 10 ||
    first === 127 ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168) ||
    (first === 100 && second >= 64 && second < 128)
  );
}
