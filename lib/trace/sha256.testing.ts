import { createHash } from 'node:crypto';
import type { Hash } from './identity';

/** The hash that the server hands in. */
export const sha256: Hash = (data) => createHash('sha256').update(data).digest('hex');
