import type { Store } from '@/lib/db/store';
import type { SealedFor } from './seal';
import type { Secrets } from './secrets';
import { secretsOf } from './secrets-of';

interface SealedRow {
  owner: SealedFor['owner'];
  /** The address it is bound to. */
  url: string;
  key: string;
}

/**
 * Seals anew what an older secret sealed, so that the older one can go. What cannot be opened stays as it is:
 * with its secret back it opens again. Says on the console how many those are.
 */
export async function resealKeys(
  store: Store,
  secrets: Secrets = secretsOf(store),
): Promise<{ resealed: number; lost: number }> {
  let [resealed, lost] = [0, 0];
  for (const row of await sealedRows(store)) {
    if (!URL.canParse(row.url)) continue;
    const { origin } = new URL(row.url);
    const text = secrets.openFor(row.owner, origin, row.key);
    if (text === null) {
      lost += 1;
    } else if (!secrets.isCurrent(row.key)) {
      await replaceKey(store, row, secrets.sealFor(row.owner, origin, text));
      resealed += 1;
    }
  }
  if (resealed > 0) console.log(`Sealed anew under the current secret: ${keys(resealed)}.`);
  if (lost > 0) {
    console.warn(
      `${keys(lost)} cannot be opened with this secret. Bring back RETAKE_SECRET (as RETAKE_SECRET_PREVIOUS) or the secret file that sealed them, or type them again under Settings.`,
    );
  }
  return { resealed, lost };
}

const keys = (count: number): string => (count === 1 ? '1 stored key' : `${count} stored keys`);

/** Without those that were dropped: there is nothing in them. */
async function sealedRows({ prisma }: Store): Promise<SealedRow[]> {
  const where = { key: { startsWith: 'v' } };
  const endpoints = await prisma.endpoint.findMany({ where });
  const executors = await prisma.executor.findMany({ where });
  return [
    ...endpoints.map(({ id, baseUrl, key }) => ({
      owner: `endpoint:${id}` as const,
      url: baseUrl,
      key: key ?? '',
    })),
    ...executors.map(({ id, url, key }) => ({
      owner: `executor:${id}` as const,
      url,
      key: key ?? '',
    })),
  ];
}

/** Unless a person changed it meanwhile. */
async function replaceKey(
  { prisma, writes }: Store,
  row: SealedRow,
  sealed: string,
): Promise<void> {
  const [kind = '', id = ''] = row.owner.split(':');
  const change = { where: { id, key: row.key }, data: { key: sealed } };
  await writes.run(() =>
    kind === 'endpoint' ? prisma.endpoint.updateMany(change) : prisma.executor.updateMany(change),
  );
}
