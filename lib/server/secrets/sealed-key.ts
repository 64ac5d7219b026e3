import type { z } from 'zod';
import type { keyStateSchema } from '@/lib/api/endpoint-contract';
import type { SealedFor } from './seal';
import type { Secrets } from './secrets';

/** Stands where a sealed key was: its address changed, and nobody gave the new one a key. */
export const droppedKey = 'dropped';

type KeyState = z.infer<typeof keyStateSchema>;

/** What is in the column, told without it. */
export function keyState(
  secrets: Secrets,
  owner: SealedFor['owner'],
  url: string,
  sealed: string | null,
): Exclude<KeyState, 'environment'> {
  if (sealed === null) return 'none';
  return secrets.openFor(owner, new URL(url).origin, sealed) === null ? 'lost' : 'stored';
}

interface KeyChange {
  owner: SealedFor['owner'];
  /** null: the row is new. */
  before: { url: string; sealed: string | null } | null;
  url: string;
  /** null takes it away; undefined keeps it while scheme, host and port stay (security.md S1). */
  key: string | null | undefined;
}

/** What the column holds after a change. A key that stays behind with its old address is gone for good. */
export function changedKey(
  secrets: Secrets,
  { owner, before, url, key }: KeyChange,
): string | null {
  const { origin } = new URL(url);
  if (typeof key === 'string') return secrets.sealFor(owner, origin, key);
  if (key === null || !before) return null;
  if (before.sealed === null) return null;
  return new URL(before.url).origin === origin ? before.sealed : droppedKey;
}
