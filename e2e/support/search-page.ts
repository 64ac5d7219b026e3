import { expect, type Locator, type Page } from '@playwright/test';

/** `/search`: words in all traces. */
export class SearchPage {
  readonly input: Locator;
  readonly status: Locator;
  readonly hits: Locator;

  constructor(readonly page: Page) {
    this.input = page.getByRole('searchbox', { name: 'Search in what was said and done' });
    this.status = page.getByRole('search').getByRole('status');
    this.hits = page.locator('a[data-hit]');
  }

  async open(q = ''): Promise<void> {
    await this.page.goto(`/search?${new URLSearchParams({ q })}`);
    await expect(this.input).toHaveValue(q);
  }

  /** The part of one trace. */
  trace(name: string): Locator {
    return this.page.getByRole('region', { name });
  }
}
