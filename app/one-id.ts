/** An id in the address: null where it is left out, empty or named twice. */
export const oneId = (value: string | string[] | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
