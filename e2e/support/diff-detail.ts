import { expect, type Locator, type Page } from '@playwright/test';

/** The details of the selected row of a diff. */
export class DiffDetail {
  readonly tabs: Locator;
  /** What the open tab shows. */
  readonly content: Locator;

  constructor(readonly page: Page) {
    this.tabs = page.getByRole('tablist', { name: 'Details of the row' });
    this.content = page.getByRole('tabpanel');
  }

  tab(name: string): Locator {
    return this.tabs.getByRole('tab', { name });
  }

  async open(name: string): Promise<void> {
    await this.tab(name).click();
    await expect(this.tab(name)).toHaveAttribute('aria-selected', 'true');
  }

  /** The list of paths of a JSON comparison. */
  changes(of: string): Locator {
    return this.content.getByRole('list', { name: `Changes of ${of}` }).getByRole('listitem');
  }
}
