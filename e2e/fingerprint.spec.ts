import { apiOf, importOne } from './support/api';
import { bytesOf } from './support/fixtures';
import { expect, test } from './support/test';
import { TracePage } from './support/trace-page';

test('a fingerprint is shown, copied, compared with a trace and with one from elsewhere', async ({
  page,
  context,
  server,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const a = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const changed = bytesOf('lostParcel').toString().replace('find_parcel', 'seek_parcel');
  const b = await importOne(server, changed, 'other-parcel.json');
  const told = await apiOf(server).fingerprints.get({ id: a });

  await new TracePage(page).open(a);
  const button = page.getByRole('button', { name: /^Fingerprint/ });
  await expect(button).toHaveText(`Fingerprint ${told.content.slice(-64).slice(0, 8)}`);
  await button.click();
  const dialog = page.getByRole('dialog', { name: 'Fingerprint' });
  await expect(dialog).toContainText(told.content);
  await expect(dialog).toContainText(told.structure);
  await dialog.getByRole('button', { name: 'Copy Content fingerprint' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(told.content);

  await dialog.getByLabel('With a trace').selectOption({ label: 'other-parcel.json' });
  const { content } = await apiOf(server).fingerprints.compare({ a, b });
  expect(content.equal).toBe(false);
  const link = dialog.getByRole('link', { name: `#${content.at}` }).first();
  await expect(dialog).toContainText(`Part in content at event #${content.at}`);

  const pasted = dialog.getByLabel('With a fingerprint from elsewhere');
  await pasted.fill(` ${told.structure}\n`);
  await expect(dialog).toContainText('The same structure.');
  await pasted.fill('rt1-content-1234');
  await expect(dialog).toContainText('This is no fingerprint of version 1');
  await link.click();
  await new TracePage(page).expectSelected(content.at ?? -1);
});
