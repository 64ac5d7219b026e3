import 'server-only';
import { randomUUID } from 'node:crypto';
import { isAppError } from '@/lib/errors';

/** What every route answers when it does not succeed. */
interface ErrorBody {
  error: {
    code: string;
    message: string;
    hint: string | null;
    details?: unknown;
    /** Of an error that is a bug: the log has the same id. */
    correlationId?: string;
  };
}

/** The one place where an error becomes HTTP. What is no AppError is logged, once, and not shown. */
export function errorResponse(error: unknown): Response {
  if (isAppError(error)) {
    const { code, message, hint, details } = error;
    const shown = details === undefined ? {} : { details };
    return answer(error.status, { error: { code, message, hint, ...shown } });
  }
  const correlationId = randomUUID();
  console.error(`[${correlationId}]`, error);
  return answer(500, {
    error: {
      code: 'internal',
      message: 'Something broke on our side.',
      hint: `The log of the server says more under ${correlationId}.`,
      correlationId,
    },
  });
}

const answer = (status: number, body: ErrorBody): Response => Response.json(body, { status });
