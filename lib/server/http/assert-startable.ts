import 'server-only';
import type { Env } from '@/lib/env';
import { isLoopback } from './allowed-hosts';

/**
 * Called once at start: open to other machines means closed by a password.
 * @throws Error that says what to set
 */
export function assertStartable({ host, password }: Pick<Env, 'host' | 'password'>): void {
  if (isLoopback(host) || password !== null) return;
  throw new Error(
    `HOST=${host} lets other machines read and change every trace, and RETAKE_PASSWORD is not set. ` +
      'Set it as well, or leave HOST away to listen on this machine only.',
  );
}
