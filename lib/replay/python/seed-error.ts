/** The exception that a seed system written in Python would raise, by its Python name (`error` is that of `re`). */
export class SeedError extends Error {
  constructor(
    readonly exception:
      | 'AttributeError'
      | 'IndexError'
      | 'KeyError'
      | 'NotRenderableError'
      | 'OverflowError'
      | 'TypeError'
      | 'UnicodeDecodeError'
      | 'ValueError'
      | 'error',
    message: string,
  ) {
    super(`${exception}: ${message}`);
    this.name = 'SeedError';
  }
}
