import { expect, type Locator, type Page } from '@playwright/test';

/** Below the events of a branch: its run. */
export class RunDock {
  readonly dock: Locator;
  readonly reply: Locator;

  constructor(readonly page: Page) {
    this.dock = page.getByRole('region', { name: 'Run', exact: true });
    this.reply = page.getByRole('region', { name: 'Reply in the making' });
  }

  /** `running`, `needs you`, `done`, `stopped`, `failed`, `interrupted`. */
  async expectState(words: string): Promise<void> {
    await expect(this.dock.getByText(words, { exact: true }).first()).toBeVisible();
  }

  card(tool: string): Locator {
    return this.page.getByRole('form', { name: `Answer to ${tool}, #` });
  }

  /** Answers the first waiting call by hand. */
  async answer(tool: string, text: string): Promise<void> {
    const card = this.card(tool);
    await card.getByRole('textbox', { name: 'Your answer' }).fill(text);
    await card.getByRole('button', { name: /^Answer/ }).click();
    await expect(card).toBeHidden();
  }

  async cancel(): Promise<void> {
    await this.dock.getByRole('button', { name: 'Cancel' }).click();
  }

  async diffWithParent(): Promise<void> {
    await this.dock.getByRole('link', { name: 'Diff with parent' }).click();
  }
}
