import { expect, type Locator, type Page } from '@playwright/test';

/** Below the trace: the recording as a strip. */
export class Scrubber {
  readonly region: Locator;
  readonly range: Locator;
  readonly place: Locator;

  constructor(readonly page: Page) {
    this.region = page.getByRole('region', { name: 'Scrubber' });
    this.range = this.region.getByRole('slider', { name: 'Position in the recording' });
    this.place = this.region.locator('[data-place]');
  }

  button(name: string | RegExp): Locator {
    return typeof name === 'string'
      ? this.region.getByRole('button', { name, exact: true })
      : this.region.getByRole('button', { name });
  }

  async expectAt(seq: number): Promise<void> {
    await expect(this.range).toHaveAttribute('aria-valuetext', new RegExp(`^event ${seq} of `));
  }

  /** The event that the scrubber says it is at. */
  async seq(): Promise<number> {
    const words = (await this.range.getAttribute('aria-valuetext')) ?? '';
    return Number(/^event (\d+) of/.exec(words)?.[1] ?? Number.NaN);
  }

  /** From one part of the strip to another, from 0 to 1. */
  async drag(from: number, to: number, { shift = false } = {}): Promise<void> {
    const box = await this.range.boundingBox();
    if (!box) throw new Error('There is no strip');
    const at = (part: number) => [box.x + 6 + part * (box.width - 12), box.y + box.height / 2];
    const [x = 0, y = 0] = at(from);
    const [toX = 0, toY = 0] = at(to);
    if (shift) await this.page.keyboard.down('Shift');
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(toX, toY, { steps: 4 });
    await this.page.mouse.up();
    if (shift) await this.page.keyboard.up('Shift');
  }
}
