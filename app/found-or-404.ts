import { notFound } from 'next/navigation';
import { isAppError } from '@/lib/errors';

/** What a page shows; the page that says that there is no such thing where it is not found. */
export const foundOr404 = <T>(found: Promise<T>): Promise<T> =>
  found.catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound();
    throw error;
  });
