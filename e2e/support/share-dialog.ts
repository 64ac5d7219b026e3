import { expect, type Locator, type Page } from '@playwright/test';

/** The dialog that makes and ends links. */
export class ShareDialog {
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^Share this/ });
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Share' }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Makes a link and gives its address. */
  async createLink(): Promise<string> {
    await this.dialog.getByRole('button', { name: 'Create link' }).click();
    return this.dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  }

  async revoke(): Promise<void> {
    await this.dialog.getByRole('button', { name: /^Revoke/ }).click();
    await expect(this.dialog.getByText('revoked')).toBeVisible();
  }
}
