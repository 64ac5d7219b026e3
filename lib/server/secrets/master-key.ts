import { hkdfSync, scryptSync } from 'node:crypto';

/** Seals and opens; known by an id that tells nothing of it. */
export interface MasterKey {
  /** 12 characters of base64url. */
  id: string;
  key: Buffer;
}

/**
 * What RETAKE_SECRET or a line of the secret file stands for: 32 bytes where it is 64 digits of hex or 43
 * characters of base64, else a passphrase, slowed down by scrypt. The same text always gives the same key:
 * there is no salt that could get lost apart from the database.
 */
export function masterKey(text: string): MasterKey {
  const root =
    randomBytesIn(text) ?? scryptSync(text.normalize('NFC'), 'retake:secret:1', 32, cost);
  return {
    id: derived(root, 'retake:key-id:1', 9).toString('base64url'),
    key: derived(root, 'retake:seal:1', 32),
  };
}

// 32 MB and about a tenth of a second, once per start.
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 };

/** 32 bytes in hex or base64 (either alphabet, padded or not); null for any other text. */
export function randomBytesIn(text: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return null;
  return Buffer.from(text, 'base64');
}

const derived = (root: Buffer, purpose: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', root, '', purpose, bytes));
