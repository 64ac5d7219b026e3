/** The exception that shipit_agent's own replay would raise, by its Python name. */
export class SeedError extends Error {
  constructor(
    readonly exception: 'AttributeError' | 'IndexError' | 'KeyError' | 'TypeError' | 'ValueError',
    message: string,
  ) {
    super(`${exception}: ${message}`);
    this.name = 'SeedError';
  }
}
