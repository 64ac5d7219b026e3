import { describe, expect, it } from 'vitest';
import { AppError, isAppError } from './errors';

describe('AppError', () => {
  it('carries what a person needs and the status of its code', () => {
    const cause = new Error('disk');
    const error = new AppError('too_large', 'Too large.', { hint: 'Split it.', cause });
    expect(error).toMatchObject({ code: 'too_large', status: 413, hint: 'Split it.', cause });
    expect(error.message).toBe('Too large.');
  });

  it('has no hint and no cause unless given', () => {
    const error = new AppError('not_found', 'There is no such trace.');
    expect(error.hint).toBeNull();
    expect('cause' in error).toBe(false);
  });

  it('is known by its brand, not by its class or shape', () => {
    expect(isAppError(new AppError('gone', 'Gone.'))).toBe(true);
    expect(isAppError({ code: 'gone', status: 410, message: 'Gone.' })).toBe(false);
    expect(isAppError(new Error('x'))).toBe(false);
    expect(isAppError(null)).toBe(false);
  });
});
