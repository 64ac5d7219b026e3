import { expect, type Locator, type Page } from '@playwright/test';

/** `/`: the table of traces, and the ways to bring one. */
export class TraceList {
  readonly rows: Locator;
  readonly tray: Locator;
  readonly search: Locator;

  constructor(readonly page: Page) {
    this.rows = page.getByRole('table').locator('tbody').getByRole('row');
    this.tray = page.getByRole('region', { name: 'Imports' });
    this.search = page.getByRole('searchbox', { name: 'Search traces by name and content' });
  }

  async open(): Promise<void> {
    await this.page.goto('/');
    // The first answer of the API: from then on the page listens.
    await expect(this.rows.first().or(this.firstRun())).toBeVisible();
  }

  firstRun(): Locator {
    return this.page.getByRole('heading', { name: 'Open a sample' });
  }

  row(name: string | RegExp): Locator {
    return this.rows.filter({ has: this.page.getByRole('link', { name }) });
  }

  /** As a person does: the button, then the system's own dialog. */
  async pick(button: 'Open files' | 'Open a folder', files: string | string[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('banner').getByRole('button', { name: button }).click();
    await (await chooser).setFiles(files);
  }

  async drop(name: string, text: string): Promise<void> {
    const data = await this.page.evaluateHandle(
      ([file = '', content = '']) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], file));
        return transfer;
      },
      [name, text],
    );
    await this.page.dispatchEvent('body', 'dragover', { dataTransfer: data });
    await expect(this.page.getByText('Drop to open')).toBeVisible();
    await this.page.dispatchEvent('body', 'drop', { dataTransfer: data });
  }

  /** By the dialog; `Ctrl+V` on the page needs a clipboard that tests cannot rely on. */
  async paste(text: string): Promise<void> {
    await this.page.getByRole('banner').getByRole('button', { name: 'Paste' }).click();
    await this.page.getByLabel('Trace text').fill(text);
    await this.page.getByRole('button', { name: 'Open it' }).click();
  }

  async openTrace(name: string | RegExp): Promise<void> {
    await this.row(name).getByRole('link').click();
  }

  async delete(name: string): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: `Delete ${name}` })
      .click();
  }

  async undo(): Promise<void> {
    await this.page.getByRole('button', { name: 'Undo' }).click();
  }
}
