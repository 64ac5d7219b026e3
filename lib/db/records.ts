/** Rows as Prisma reads them, for rooms that do not see the generated client. */
export type { Share as ShareRow } from '@/prisma/generated/client';
