import { expect, type Locator, type Page } from '@playwright/test';

/** The query bar of a trace. */
export class QueryBar {
  readonly input: Locator;
  readonly count: Locator;
  readonly options: Locator;
  readonly mistake: Locator;
  readonly rows: Locator;

  constructor(readonly page: Page) {
    const bar = page.getByRole('search');
    this.input = page.getByRole('combobox', { name: 'Find in this trace' });
    this.count = bar.getByRole('status');
    this.options = bar.getByRole('listbox', { name: 'Completions' }).getByRole('option');
    this.mistake = bar.getByRole('alert');
    this.rows = page.getByRole('grid', { name: 'Events' }).getByRole('row');
  }

  /** Writes a query as a whole and leaves it, which closes its completions. */
  async ask(query: string): Promise<void> {
    await this.input.fill(query);
    await expect(this.input).toHaveValue(query);
    await this.input.blur();
  }

  async mode(mode: 'Filter' | 'Highlight'): Promise<void> {
    await this.page.getByRole('radio', { name: mode }).check({ force: true });
  }

  /** Seqs of the rows that are listed, as far as they are drawn. */
  async listed(): Promise<number[]> {
    const labels = await this.rows.evaluateAll((rows) =>
      rows.map((row) => row.getAttribute('aria-label') ?? ''),
    );
    return labels.map((label) => Number(/#(\d+)/.exec(label)?.[1]));
  }
}
