import { z } from 'zod';

/** Files of an upload, as the database holds them. */
export const uploadFilesSchema = z.array(
  z.strictObject({ path: z.string(), size: z.int().nonnegative() }),
);
