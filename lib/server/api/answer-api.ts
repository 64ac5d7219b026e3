import 'server-only';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { ORPCError, ValidationError } from '@orpc/server';
import { env } from '@/lib/env';
import { AppError, isAppError } from '@/lib/errors';
import { appState } from '@/lib/server/app-state';
import type { Visitor } from '@/lib/server/shares/open-share';
import type { ApiContext } from './implementer';
import { sessionRouter } from './router';
import { sharedRouter } from './shared-router';

interface Context extends ApiContext {
  /** Where the error that ended the request is put, so that one table alone turns errors into HTTP. */
  failed: { error?: unknown };
}

const catching = {
  interceptors: [
    async <T>({ next, context }: { next(): Promise<T>; context: Context }): Promise<T> => {
      try {
        return await next();
      } catch (error) {
        context.failed.error = error;
        throw error;
      }
    },
  ],
};
const sessionHandler = new OpenAPIHandler<Context>(sessionRouter, catching);
const sharedHandler = new OpenAPIHandler<Context>({ shared: sharedRouter }, catching);

/** Answers by the contract what asks for a session. Throws what its route is to turn into HTTP. */
export const answerApi = (request: Request): Promise<Response> => answer(sessionHandler, request);

/** Answers what is asked for with a share token. */
export const answerShared = (request: Request): Promise<Response> => answer(sharedHandler, request);

async function answer(handler: OpenAPIHandler<Context>, request: Request): Promise<Response> {
  const failed: Context['failed'] = {};
  const origin = originOf(request);
  const visitor = visitorOf(request.headers, origin);
  const context = { app: appState(), origin, visitor, failed };
  const { matched, response } = await handler.handle(request, { prefix: '/api', context });
  if ('error' in failed) throw appErrorOf(failed.error, response?.status === 400);
  if (matched) {
    for (const cookie of visitor.setCookies) response.headers.append('set-cookie', cookie);
    return response;
  }
  throw new AppError('not_found', 'There is no such address in the API.', {
    hint: '/api/openapi.json lists them all.',
  });
}

const visitorOf = (headers: Headers, origin: string): Visitor => ({
  cookies: headers.get('cookie'),
  setCookies: [],
  secure: origin.startsWith('https:'),
});

/** The host was checked against the allowed ones before anything was answered. */
const originOf = (request: Request): string =>
  env().publicUrl ?? `http://${request.headers.get('host') ?? new URL(request.url).host}`;

function appErrorOf(error: unknown, undecodable: boolean): unknown {
  if (!(error instanceof ORPCError) || error.status >= 500) {
    if (undecodable && !isAppError(error)) return malformed(error);
    return error instanceof ORPCError && error.cause ? error.cause : error;
  }
  const { cause } = error;
  const issues = cause instanceof ValidationError ? cause.issues : [];
  const [first] = issues;
  const path = first?.path?.map((step) => String(typeof step === 'object' ? step.key : step));
  if (!first) return malformed(cause);
  return new AppError('bad_request', `${path?.join('.') || 'input'}: ${first.message}`, { cause });
}

const malformed = (cause: unknown): AppError =>
  new AppError('bad_request', 'The request is malformed.', {
    hint: 'Its body must be one JSON value.',
    cause,
  });
