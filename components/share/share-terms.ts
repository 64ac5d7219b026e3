/** How long a link lasts and for whom, as typed. */
export interface ShareTerms {
  /** Hours; `never`. */
  expiry: string;
  passphrase: string;
  maxViews: string;
}

export const expiries = [
  { value: '1', label: 'After 1 hour' },
  { value: '24', label: 'After 1 day' },
  { value: '168', label: 'After 7 days' },
  { value: '720', label: 'After 30 days' },
  { value: 'never', label: 'Never' },
] as const;

export const firstTerms: ShareTerms = { expiry: '168', passphrase: '', maxViews: '' };

/** Shortest passphrase, in characters. */
const shortest = 8;
const mostViews = 100_000;

export const passphraseProblem = ({ passphrase }: ShareTerms): string | undefined =>
  passphrase !== '' && passphrase.length < shortest
    ? `A passphrase needs at least ${shortest} characters.`
    : undefined;

export function viewsProblem({ maxViews }: ShareTerms): string | undefined {
  const typed = maxViews.trim();
  if (typed === '') return undefined;
  return /^\d+$/.test(typed) && Number(typed) >= 1 && Number(typed) <= mostViews
    ? undefined
    : 'Views are a whole number from 1 to 100,000.';
}

/** The same as the contract takes it; only for terms without a problem. */
export const termsInput = ({ expiry, passphrase, maxViews }: ShareTerms) => ({
  expiresInHours: expiry === 'never' ? null : Number(expiry),
  ...(passphrase === '' ? {} : { passphrase }),
  ...(maxViews.trim() === '' ? {} : { maxViews: Number(maxViews) }),
});
