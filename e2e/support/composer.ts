import { expect, type Locator, type Page } from '@playwright/test';

export interface OwnEndpoint {
  baseUrl: string;
  model: string;
  apiKey?: string;
  /** An address on this machine has to be allowed by hand. */
  allowPrivate?: boolean;
}

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

  async typeEndpoint(endpoint: OwnEndpoint): Promise<void> {
    await fillEndpoint(this.sheet, endpoint);
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

/** Types where model calls go, in the composer or in the dialog that continues a branch. */
async function fillEndpoint(scope: Locator, endpoint: OwnEndpoint): Promise<void> {
  await scope.getByRole('radio', { name: 'OpenAI-compatible' }).check();
  await scope.getByLabel('Base URL').fill(endpoint.baseUrl);
  await scope.getByLabel('Model', { exact: true }).fill(endpoint.model);
  if (endpoint.apiKey) await scope.getByLabel('API key').fill(endpoint.apiKey);
  if (endpoint.allowPrivate)
    await scope.getByRole('checkbox', { name: /^Allow an address on this machine/ }).check();
}
