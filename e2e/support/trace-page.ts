import { expect, type Locator, type Page } from '@playwright/test';

/** `/t/:id`: outline, events, inspector. */
export class TracePage {
  readonly title: Locator;
  readonly events: Locator;
  readonly selected: Locator;
  readonly outline: Locator;
  readonly inspector: Locator;
  readonly messages: Locator;
  readonly find: Locator;
  readonly findCount: Locator;

  constructor(readonly page: Page) {
    this.title = page.getByRole('heading', { level: 1 });
    this.events = page.getByRole('grid', { name: 'Events' });
    this.selected = this.events.getByRole('row', { selected: true });
    this.outline = page.getByRole('navigation', { name: 'Outline' });
    this.inspector = page.getByRole('tabpanel');
    this.messages = page.getByRole('region', { name: 'Messages' });
    this.find = page.getByRole('combobox', { name: 'Find in this trace' });
    this.findCount = page.getByRole('search').getByRole('status');
  }

  async open(id: string, query = ''): Promise<void> {
    await this.page.goto(`/t/${id}${query}`);
    await this.ready();
  }

  /** Events have come: the page is alive and listens to keys. */
  async ready(): Promise<void> {
    await expect(this.selected).toBeVisible();
  }

  /** The id in the address. */
  id(): string {
    return new URL(this.page.url()).pathname.split('/').at(-1) ?? '';
  }

  row(seq: number): Locator {
    return this.events.locator(`[role=row][aria-rowindex="${seq + 1}"]`);
  }

  async select(seq: number): Promise<void> {
    await this.row(seq).click();
    await this.expectSelected(seq);
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async expectSelected(seq: number): Promise<void> {
    await expect(this.selected).toHaveAttribute('aria-rowindex', String(seq + 1));
  }

  async expectEvents(count: number): Promise<void> {
    await expect(this.events).toHaveAttribute('aria-rowcount', String(count));
  }

  async show(tab: 'Messages' | 'Event' | 'Raw'): Promise<void> {
    await this.page.getByRole('tab', { name: tab }).click();
    await expect(this.page.getByRole('tab', { name: tab, selected: true })).toBeVisible();
  }

  async choose(item: string): Promise<void> {
    await this.page.getByRole('button', { name: 'More' }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** What the browser saves after a choice of the menu. */
  async download(item: string): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.choose(item)]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
    return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
  }

  async rename(name: string): Promise<void> {
    await this.choose('Rename');
    await this.page.getByRole('textbox', { name: 'Name' }).fill(name);
    await this.page.getByRole('button', { name: 'Rename' }).click();
    await expect(this.title).toHaveText(name);
  }
}
