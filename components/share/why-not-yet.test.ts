import { expect, it } from 'vitest';
import { firstTerms, termsInput } from './share-terms';
import { noLinkYet, notReviewed } from './why-not-yet';

const fresh = { looked: false, looking: false, error: null, reviewed: null };
const done = { looked: true, looking: false, error: null, reviewed: 'digest' };

it('lets nothing out before it was looked through', () => {
  expect(notReviewed(fresh)).toBe('Look for secrets first.');
  expect(notReviewed({ ...done, looking: true })).toContain('Still');
  expect(notReviewed({ ...done, error: new Error('no') })).not.toBeNull();
  expect(notReviewed({ ...done, reviewed: null })).not.toBeNull();
  expect(notReviewed(done)).toBeNull();
});

it('says what is wrong with the terms of a link', () => {
  expect(noLinkYet(done, firstTerms)).toBeNull();
  expect(noLinkYet(done, { ...firstTerms, passphrase: 'short' })).toContain('8 characters');
  expect(noLinkYet(done, { ...firstTerms, passphrase: 'long enough' })).toBeNull();
  for (const maxViews of ['0', '-1', '1.5', 'x', '100001', '1e3'])
    expect(noLinkYet(done, { ...firstTerms, maxViews })).toContain('whole number');
  for (const maxViews of ['1', ' 3 ', '100000'])
    expect(noLinkYet(done, { ...firstTerms, maxViews })).toBeNull();
});

it('hands over terms as the contract takes them', () => {
  expect(termsInput(firstTerms)).toEqual({ expiresInHours: 168 });
  expect(termsInput({ expiry: 'never', passphrase: 'long enough', maxViews: ' 3 ' })).toEqual({
    ...{ expiresInHours: null, passphrase: 'long enough', maxViews: 3 },
  });
});
