/** Every code and the HTTP status it means: the one table. */
const statuses = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  length_required: 411,
  too_large: 413,
  unsupported_media: 415,
  unprocessable: 422,
  /** An outgoing request that `lib/egress` refused before any byte left. */
  egress_blocked: 422,
  too_many: 429,
  /** The other side of an outgoing request failed. */
  upstream: 502,
  busy: 503,
  timeout: 504,
} as const;

export type AppErrorCode = keyof typeof statuses;

interface AppErrorOptions {
  /** What to do next, a sentence for the person. */
  hint?: string;
  cause?: unknown;
  /** JSON for programs; goes to the client, so nothing secret. */
  details?: unknown;
}

/** Next bundles modules more than once: a class of one bundle is not the class of another. */
const brand = Symbol.for('retake.AppError');

/** Trouble that a person can cure. `message` and `hint` are shown to them as they are. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly hint: string | null;
  readonly details: unknown;
  readonly [brand] = true;

  constructor(code: AppErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint ?? null;
    this.details = options.details;
  }

  get status(): number {
    return statuses[this.code];
  }
}

export const isAppError = (error: unknown): error is AppError =>
  typeof error === 'object' && error !== null && brand in error;
