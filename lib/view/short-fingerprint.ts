/** The first eight digits of a fingerprint, for a narrow place: enough to see that two differ, not that they are equal. */
export const shortFingerprint = (text: string): string =>
  text.slice(text.lastIndexOf('-') + 1).slice(0, 8);
