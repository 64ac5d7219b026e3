import { hash } from 'node:crypto';
import type { Hash } from '@/lib/trace/identity';

/** Hex SHA-256, handed into the pure rooms. */
export const sha256: Hash = (data) => hash('sha256', data, 'hex');
