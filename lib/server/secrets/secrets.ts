import { hkdfSync } from 'node:crypto';
import { join } from 'node:path';
import { type MasterKey, masterKey } from './master-key';
import { type SealedFor, seal, sealedBy, unseal } from './seal';
import { createSecretFile, readSecretFile } from './secret-file';

/**
 * Keys of endpoints and executors at rest. What is sealed is bound to its owner and to the origin that it may
 * be sent to: copied to another row, or left behind under another address, it does not open. Nothing in here
 * throws for what does not open: that key is lost, and a person types it anew.
 */
export class Secrets {
  readonly #keys: ReadonlyMap<string, MasterKey>;

  /** @param first seals; all of them open */
  constructor(
    private readonly first: MasterKey,
    others: readonly MasterKey[],
  ) {
    this.#keys = new Map([...others, first].map((one) => [one.id, one]));
  }

  sealFor(owner: SealedFor['owner'], origin: string, text: string): string {
    return seal(this.first, { owner, origin }, text);
  }

  openFor(owner: SealedFor['owner'], origin: string, sealed: string): string | null {
    return unseal(this.#keys, { owner, origin }, sealed);
  }

  /** 32 bytes for signing, for one purpose: what they sign is void when the secret is replaced. */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.first.key, '', purpose, 32));
  }

  /** Whether it is sealed by what seals now. */
  isCurrent(sealed: string): boolean {
    return sealedBy(sealed) === this.first.id;
  }
}

interface SecretSettings {
  /** Where the file `secret` is, or is made. */
  dataFolder: string;
  /** RETAKE_SECRET; null: the first line of the file seals. */
  secret: string | null;
  /** RETAKE_SECRET_PREVIOUS. */
  previousSecret: string | null;
}

/**
 * What seals comes first; what sealed before still opens: RETAKE_SECRET_PREVIOUS, every line of the file.
 * @throws Error for a file that is damaged or open to others, also where RETAKE_SECRET is set
 */
export function openSecrets({ dataFolder, secret, previousSecret }: SecretSettings): Secrets {
  const file = join(dataFolder, 'secret');
  const kept = readSecretFile(file);
  const lines = secret === null ? (kept ?? [createSecretFile(file)]) : [secret, ...(kept ?? [])];
  const [first, ...others] = lines.map(masterKey);
  if (!first) throw new Error(`${file} holds no secret.`);
  return new Secrets(
    first,
    previousSecret === null ? others : [...others, masterKey(previousSecret)],
  );
}
