import { randomBytes, timingSafeEqual } from 'node:crypto';
import { sha256 } from '@/lib/server/sha256';

/** 256 random bits: cannot be guessed, and is kept nowhere but in the link. */
export const newShareToken = (): string => `rtk_share_${randomBytes(32).toString('base64url')}`;

export const shareTokenHash = (token: string): string => sha256(`retake-share:1\0${token}`);

/** In the same time for any two hashes. */
export const sameHash = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};
