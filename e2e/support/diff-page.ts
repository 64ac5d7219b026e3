import { expect, type Locator, type Page } from '@playwright/test';

/** `/diff` and a shared diff: two runs side by side. */
export class DiffPage {
  readonly rows: Locator;
  readonly selected: Locator;
  readonly states: Locator;
  readonly verdict: Locator;
  readonly filter: Locator;
  readonly map: Locator;

  constructor(readonly page: Page) {
    this.rows = page.getByRole('grid', { name: 'Events of both runs' });
    this.selected = this.rows.getByRole('row', { selected: true });
    this.states = page.getByRole('list', { name: 'Rows by state' });
    this.verdict = page.getByRole('region', { name: 'Verdict' });
    this.filter = page.getByRole('searchbox', { name: 'Filter rows' });
    this.map = page.getByRole('slider', { name: 'Change map' });
  }

  async open(a: string, b: string, query = ''): Promise<void> {
    await this.page.goto(`/diff?a=${a}&b=${b}${query}`);
    await this.ready();
  }

  async ready(): Promise<void> {
    await expect(this.rows).toBeVisible();
    await expect(this.selected).toBeVisible();
  }

  /** What a screen reader says of the selected row: its state and both sides. */
  async selectedLabel(): Promise<string> {
    return (await this.selected.getAttribute('aria-label')) ?? '';
  }

  async expectSelected(label: string | RegExp): Promise<void> {
    await expect(this.selected).toHaveAccessibleName(label);
  }

  fold(words: string | RegExp): Locator {
    return this.rows.getByRole('row', { name: words });
  }
}
