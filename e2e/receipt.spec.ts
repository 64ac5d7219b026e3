import { readFile } from 'node:fs/promises';
import { unzipSync, zipSync } from 'fflate';
import { apiOf, importOne, upload } from './support/api';
import { bytesOf } from './support/fixtures';
import { expect, test } from './support/test';
import { TracePage } from './support/trace-page';

test('a receipt is exported twice alike, verified, imported back, and found out when changed', async ({
  page,
  server,
}) => {
  const id = await importOne(server, bytesOf('codingAgent'), 'coding-agent.jsonl');
  await new TracePage(page).open(id);
  const open = async () => {
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Receipt' }).click();
    return page.getByRole('dialog', { name: 'Receipt' });
  };
  const dialog = await open();
  const exported = async (): Promise<Buffer<ArrayBuffer>> => {
    const download = page.waitForEvent('download');
    await dialog.getByRole('link', { name: 'Export the receipt' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('coding-agent.jsonl.receipt.zip');
    return Buffer.from(await readFile(await file.path()));
  };
  const [first, second] = [await exported(), await exported()];
  expect(first.equals(second)).toBe(true);

  const receipt = dialog.getByLabel('Receipt (zip)');
  const zip = { name: 'receipt.zip', mimeType: 'application/zip' };
  await receipt.setInputFiles({ ...zip, buffer: first });
  await expect(dialog).toContainText('Every file is what this trace gives.');

  const files = unzipSync(first);
  const run = Buffer.from(files['run.json'] ?? [])
    .toString()
    .replace('"status"', '"state"');
  await receipt.setInputFiles({
    ...zip,
    buffer: Buffer.from(zipSync({ ...files, 'run.json': Buffer.from(run) })),
  });
  await expect(dialog).toContainText('The receipt is not what this trace gives.');
  const odd = dialog
    .getByRole('list', { name: 'Files of the receipt' })
    .getByRole('listitem')
    .first();
  await expect(odd).toContainText('run.json');
  await expect(odd).toContainText('manifest: differs');
  await expect(odd).toContainText('"state"');

  await receipt.setInputFiles({ ...zip, buffer: Buffer.from('no zip at all') });
  await expect(dialog.getByRole('alert')).toContainText('This is no receipt of Retake.');

  const again = await upload(server, first, { name: 'receipt.zip' });
  const [back] = again.state?.traces ?? [];
  const prints = (of: string) => apiOf(server).fingerprints.get({ id: of });
  expect(await prints(back?.id ?? '')).toEqual(await prints(id));
});
