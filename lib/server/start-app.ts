import 'server-only';
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { claimFolder } from '@/lib/db/claim-folder';
import { expiredTraces } from '@/lib/db/expired-traces';
import { removeTraces } from '@/lib/db/remove-trace-rows';
import { timestamp } from '@/lib/db/timestamp';
import { env } from '@/lib/env';
import { type AppState, appState } from './app-state';
import { assertStartable } from './http/assert-startable';
import { provideSessions } from './http/session';
import { endAnsweredRuns } from './runs/end-answered-runs';
import { resealKeys } from './secrets/reseal-keys';
import { sessionStore } from './session-store';
import { beforeStop, stopOnSignal } from './stop-app';

/** If it threw, Next would stay up and answer 500 to everything: whoever starts Retake reads why, and it ends. */
export async function startOrExit(): Promise<void> {
  try {
    await startApp();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** All that must be done before the first answer: settings, migrations, what an earlier process left behind. */
async function startApp(): Promise<void> {
  assertStartable(env());
  const { dataFolder } = env();
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  // Held until the process ends; the listener also keeps the claim from being collected.
  process.once('exit', claimFolder(dataFolder));
  const app = appState();
  provideSessions(sessionStore(app.store));
  // Also reads the secret: a damaged one ends the start here.
  await resealKeys(app.store);
  await sweep(app);
  // In the background: whoever searches meanwhile is told how far it is.
  app.search.catchUp().catch((error: unknown) => console.error('The search index:', error));
  beforeStop(() => interruptRuns(app, 'The server was stopped.', new Date()));
  stopOnSignal(app);
}

/** Removes what a process that was killed left half done, and what was deleted long ago; runs of it are over. */
export async function sweep({ store, imports }: AppState, now = new Date()): Promise<void> {
  await rm(imports.spoolFolder, { recursive: true, force: true });
  const expired = expiredTraces(store.raw, now);
  if (expired.length > 0) await removeTraces(store.raw, expired, (work) => store.writes.run(work));
  await imports.removeLeftovers();
  interruptRuns({ store }, 'The server was stopped.', now);
  await endAnsweredRuns(store, now);
}

/** Synchronous: at shutdown there may be no time for more. */
function interruptRuns({ store }: Pick<AppState, 'store'>, reason: string, now: Date): void {
  store.raw
    .prepare(
      `UPDATE "Run" SET "status" = 'interrupted', "reason" = ?, "endedAt" = ?
       WHERE "status" IN ('queued', 'running')`,
    )
    .run(reason, timestamp(now));
}
