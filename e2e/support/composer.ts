import { expect, type Locator, type Page } from '@playwright/test';

/** The sheet in which a branch is made. */
export class Composer {
  readonly sheet: Locator;
  readonly resumeButton: Locator;
  readonly plan: Locator;

  constructor(readonly page: Page) {
    this.sheet = page.getByRole('dialog', { name: 'Fork' });
    this.resumeButton = this.sheet.getByRole('button', { name: 'Resume' });
    this.plan = this.sheet.getByText(/^Model calls go to/);
  }

  /** By the key, at the event that is selected. */
  async open(): Promise<void> {
    await this.page.keyboard.press('f');
    await expect(this.resumeButton).toBeVisible();
  }

  async side(side: 'Before' | 'After'): Promise<void> {
    await this.sheet.getByRole('radio', { name: new RegExp(`^${side}`) }).check({ force: true });
  }

  async replaceUserMessage(text: string): Promise<void> {
    await this.sheet.getByRole('radio', { name: 'Replace the last user message' }).check();
    await this.sheet.getByRole('textbox', { name: 'Last user message' }).fill(text);
  }

  async appendUserMessage(text: string): Promise<void> {
    await this.sheet.getByRole('radio', { name: 'Append a user message' }).check();
    await this.sheet.getByRole('textbox', { name: 'New user message' }).fill(text);
  }

  async writeSystemPrompt(text: string): Promise<void> {
    await this.sheet
      .getByRole('button', { name: /^(Write one|Edit)$/ })
      .first()
      .click();
    await this.sheet.getByRole('textbox', { name: 'System prompt' }).fill(text);
  }

  /** One of the stored endpoints, by its name. */
  async chooseEndpoint(name: string): Promise<void> {
    await this.sheet.getByRole('radio', { name: new RegExp(`^${name}`) }).check();
  }

  /** The control would lead to a matrix instead of a branch. */
  async withoutControl(): Promise<void> {
    await this.sheet.getByRole('checkbox', { name: /^Also run it unchanged/ }).uncheck();
  }

  /** The body that a resume would send first, as it stands on the page. */
  async preparedBody(): Promise<string> {
    await this.sheet.getByRole('button', { name: /^Exactly what is sent first/ }).click();
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.sheet.getByRole('button', { name: 'Copy body' }).click();
    const copied = () => this.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toContain('{');
    return copied();
  }

  async resume(): Promise<void> {
    await this.resumeButton.click();
    await expect(this.sheet).toBeHidden();
  }

  async saveOnly(): Promise<void> {
    await this.sheet.getByRole('button', { name: 'Save fork only' }).click();
    await expect(this.sheet).toBeHidden();
  }
}
