import { expect, type Locator, type Page } from '@playwright/test';

/** The State tab of the inspector. */
export class StatePanel {
  readonly keys: Locator;
  readonly changed: Locator;
  readonly audit: Locator;
  readonly moment: Locator;

  constructor(readonly page: Page) {
    this.keys = page.getByRole('region', { name: 'State', exact: true });
    this.changed = page.getByRole('region', { name: 'Changed here' });
    this.audit = page.getByRole('region', { name: 'Audit trail' });
    this.moment = page.getByRole('textbox', { name: 'At' });
  }

  async open(id: string, seq: number): Promise<void> {
    await this.page.goto(`/t/${id}?panel=state&e=${seq}`);
    await expect(this.keys).toBeVisible();
  }

  /** The row of a key of an agent. */
  entry(key: string, agent = 'main'): Locator {
    return this.keys
      .getByRole('region', { name: `Keys of ${agent}` })
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('button', { name: `History of ${key}`, exact: true }) });
  }

  async find(text: string): Promise<void> {
    await this.keys.getByRole('searchbox', { name: 'Find a key' }).fill(text);
  }

  async goTo(moment: string): Promise<void> {
    await this.moment.fill(moment);
    await this.moment.press('Enter');
  }

  async historyOf(key: string): Promise<Locator> {
    await this.keys.getByRole('button', { name: `History of ${key}`, exact: true }).click();
    return this.page.getByRole('region', { name: `History of ${key}` });
  }

  async showAudit(): Promise<void> {
    await this.page.getByText('Audit trail', { exact: true }).click();
    await expect(this.audit).toBeVisible();
  }

  /** What a link to the audit trail saves. */
  async exported(format: 'JSON' | 'NDJSON'): Promise<string> {
    const link = this.page.getByRole('link', { name: format, exact: true });
    const [download] = await Promise.all([this.page.waitForEvent('download'), link.click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString();
  }
}
