import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { MasterKey } from './master-key';

/** Whose secret it is, and where alone it may be sent. A sealed text opens under this very place only. */
export interface SealedFor {
  owner: `endpoint:${string}` | `executor:${string}`;
  /** Scheme, host and port, as `URL.origin` spells them. */
  origin: string;
}

const version = 'v1';
const algorithm = 'aes-256-gcm';

/** `v1.KEY_ID.IV.TAG.CIPHERTEXT`, the last three in base64url; a new IV each time. */
export function seal({ id, key }: MasterKey, place: SealedFor, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv(algorithm, key, iv);
  cipher.setAAD(bound(id, place));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const parts = [iv, cipher.getAuthTag(), sealed].map((bytes) => bytes.toString('base64url'));
  return [version, id, ...parts].join('.');
}

/** null for what no key here sealed, what was changed, and what was sealed for another place. */
export function unseal(
  keys: ReadonlyMap<string, MasterKey>,
  place: SealedFor,
  sealed: string,
): string | null {
  const [said, id = '', ...rest] = sealed.split('.');
  const master = keys.get(id);
  const [iv, tag, bytes] = rest.map((part) => Buffer.from(part, 'base64url'));
  if (said !== version || !master || rest.length !== 3 || !iv || !tag || !bytes) return null;
  // A shorter tag would be a weaker one.
  if (iv.length !== 12 || tag.length !== 16) return null;
  try {
    const decipher = createDecipheriv(algorithm, master.key, iv, { authTagLength: 16 });
    decipher.setAAD(bound(id, place));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(bytes), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** Id of the master key that sealed it; null for what is no sealed text. */
export const sealedBy = (sealed: string): string | null => {
  const [said, id, ...rest] = sealed.split('.');
  return said === version && id && rest.length === 3 ? id : null;
};

const bound = (id: string, { owner, origin }: SealedFor): Buffer =>
  Buffer.from(JSON.stringify(['retake:seal', version, id, owner, origin]));
