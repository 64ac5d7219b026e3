import { expect, type Locator, type Page } from '@playwright/test';

/** `/diff` and a shared diff: two runs side by side. */
export class DiffPage {
  readonly rows: Locator;
  readonly selected: Locator;
  readonly states: Locator;

  constructor(readonly page: Page) {
    this.rows = page.getByRole('grid', { name: 'Events of both runs' });
    this.selected = this.rows.getByRole('row', { selected: true });
    this.states = page.getByRole('list', { name: 'Rows by state' });
  }

  async ready(): Promise<void> {
    await expect(this.rows).toBeVisible();
    await expect(this.selected).toBeVisible();
  }

  /** What a screen reader says of the selected row: its state and both sides. */
  async selectedLabel(): Promise<string> {
    return (await this.selected.getAttribute('aria-label')) ?? '';
  }
}
