import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

/** The dialog that makes and ends links. */
export class ShareDialog {
  readonly dialog: Locator;
  readonly create: Locator;
  readonly secrets: Locator;
  readonly findings: Locator;

  constructor(readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^Share this/ });
    this.create = this.dialog.getByRole('button', { name: 'Create link' });
    this.secrets = this.dialog.getByRole('region', { name: 'Secrets' });
    this.findings = this.dialog.getByRole('list', { name: 'Values that look like secrets' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(this.dialog).toBeVisible();
  }

  async choose(what: string | RegExp): Promise<void> {
    await this.dialog.getByRole('radio', { name: what }).check();
  }

  async include(what: string, included: boolean): Promise<void> {
    await this.dialog.getByRole('checkbox', { name: what }).setChecked(included);
  }

  /** Opens what was found, without which nothing leaves, and waits until all of it was looked through. */
  async look(): Promise<void> {
    const look = this.dialog.getByRole('button', { name: 'Look for secrets' });
    if (await look.isVisible()) await look.click();
    await expect(this.secrets.getByText(/ found in /)).toBeVisible();
  }

  async maskText(text: string): Promise<void> {
    await this.dialog.getByRole('textbox', { name: 'Also mask this text' }).fill(text);
    await this.dialog.getByRole('button', { name: 'Mask', exact: true }).click();
  }

  async passphrase(text: string): Promise<void> {
    await this.dialog.getByLabel('Passphrase', { exact: true }).fill(text);
  }

  async maxViews(count: number): Promise<void> {
    await this.dialog.getByRole('textbox', { name: 'Views at most' }).fill(String(count));
  }

  /** Makes a link, after the findings were looked at, and gives its address. */
  async createLink(): Promise<string> {
    await this.look();
    await expect(this.create).toHaveAttribute('aria-disabled', 'false');
    await this.create.click();
    return this.dialog.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
  }

  /** The same as one HTML file. */
  async download(): Promise<{ name: string; path: string; text: string }> {
    await this.look();
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.dialog.getByRole('button', { name: 'Download as one HTML file' }).click(),
    ]);
    const path = await download.path();
    return { name: download.suggestedFilename(), path, text: await readFile(path, 'utf8') };
  }

  /** Ends the newest link. */
  async revoke(): Promise<void> {
    const links = this.dialog.getByRole('region', { name: 'Links there are' });
    const newest = links.getByRole('listitem').first();
    await newest.getByRole('button', { name: /^Revoke/ }).click();
    await expect(newest.getByText('revoked')).toBeVisible();
  }
}
