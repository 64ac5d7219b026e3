/** The beginning of a secret, to be recognised by and useless: at most 4 characters and a quarter of it. */
export const maskSecret = (secret: string): string =>
  `${secret.slice(0, Math.min(4, Math.floor(secret.length / 4)))}…`;
