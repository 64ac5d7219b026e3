import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const bytes = 32;

/** `scrypt.SALT.HASH`, in base64url. */
export async function hashPassphrase(passphrase: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(passphrase.normalize('NFC'), salt, bytes);
  return ['scrypt', salt.toString('base64url'), hash.toString('base64url')].join('.');
}

/** Takes about 50 ms, whatever is given. */
export async function isPassphrase(given: string, stored: string): Promise<boolean> {
  const [, salt = '', hash = ''] = stored.split('.');
  const right = Buffer.from(hash, 'base64url');
  const found = await derive(given.normalize('NFC'), Buffer.from(salt, 'base64url'), bytes);
  return right.length === found.length && timingSafeEqual(right, found);
}
