import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { apiOf, importOne } from './support/api';
import { DiffPage } from './support/diff-page';
import { bytesOf } from './support/fixtures';
import type { TestServer } from './support/server';
import { expect, test } from './support/test';

/** A run with three branches and one that grew from the first of them. */
async function family(server: TestServer) {
  const root = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const api = apiOf(server);
  const fork = async (id: string, seq: number, name: string) =>
    (
      await api.traces.fork({
        ...{ id, seq, side: 'after' as const, name },
        edits: [{ type: 'append-user', text: name }],
      })
    ).id;
  const quick = await fork(root, 2, 'Quick');
  const slow = await fork(root, 5, 'Slow');
  const again = await fork(quick, 3, 'Quick again');
  return { root, quick, slow, again };
}

/** The tree comes drawn by the server: keys count from when the page has come to life. */
async function ready(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('a tree for the keyboard: walk, fold, open', async ({ page, server }) => {
  const { root, quick } = await family(server);
  await page.goto(`/tree/${root}`);
  const tree = page.getByRole('tree', { name: 'Lineage' });
  const item = (name: RegExp) => tree.getByRole('treeitem', { name });
  await expect(tree.getByRole('treeitem')).toHaveCount(4);
  await expect(item(/^Quick, /)).toHaveAttribute('aria-level', '2');
  await expect(item(/^Quick again/)).toHaveAttribute('aria-level', '3');
  await expect(item(/^Quick, /)).toContainText('user message added');

  await ready(page);
  await item(/^lost-parcel/).focus();
  await page.keyboard.press('ArrowDown');
  await expect(item(/^Quick, /)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(item(/^Quick, /)).toHaveAttribute('aria-expanded', 'false');
  await expect(item(/^Quick again/)).toHaveCount(0);
  await expect(page.getByText('1 folded away')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`fold=${quick}`));
  await page.reload();
  await ready(page);
  await expect(item(/^Quick again/)).toHaveCount(0);
  await item(/^Quick, /).focus();
  await page.keyboard.press('l');
  await page.keyboard.press('j');
  await expect(item(/^Quick again/)).toBeFocused();
  await page.keyboard.press('h');
  await expect(item(/^Quick, /)).toBeFocused();
  await page.keyboard.press('End');
  await expect(item(/^Slow/)).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('q');
  await expect(item(/^Quick, /)).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Mark as A, then diff');
  await page.keyboard.press('Escape');
  await expect(item(/^Quick, /)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/t/${quick}`));
});

test('d marks two runs and opens their diff; the menu has parent and root', async ({
  page,
  server,
}) => {
  const { root, quick, slow, again } = await family(server);
  await page.goto(`/tree/${root}`);
  const item = (name: RegExp) => page.getByRole('treeitem', { name });
  await ready(page);
  await item(/^Quick again/).focus();
  await page.keyboard.press('d');
  await expect(item(/^Quick again, marked as A/)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`mark=${again}`));
  await page.keyboard.press('Escape');
  await expect(item(/marked as A/)).toHaveCount(0);
  await page.keyboard.press('d');
  await item(/^Slow/).focus();
  await page.keyboard.press('d');
  await expect(page).toHaveURL(new RegExp(`/diff\\?a=${again}&b=${slow}`));
  await new DiffPage(page).ready();

  for (const [word, from] of [
    ['parent', quick],
    ['root', root],
  ] as const) {
    await page.goto(`/tree/${root}`);
    await ready(page);
    await page.getByRole('button', { name: 'More for Quick again' }).first().click();
    await page.getByRole('menuitem', { name: `Diff with ${word}` }).click();
    await expect(page).toHaveURL(new RegExp(`/diff\\?a=${from}&b=${again}`));
  }
});

test('runs are renamed, pinned, archived, deleted and taken back', async ({ page, server }) => {
  const { root } = await family(server);
  await page.goto(`/tree/${root}`);
  const item = (name: RegExp) => page.getByRole('treeitem', { name });
  await ready(page);
  await item(/^Slow/).focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Name' }).fill('Slow and careful');
  await page.keyboard.press('Enter');
  await expect(item(/^Slow and careful/)).toBeVisible();

  const menu = async (name: string, choice: string) => {
    await page
      .getByRole('button', { name: `More for ${name}` })
      .first()
      .click();
    await page.getByRole('menuitem', { name: choice }).click();
  };
  await menu('Quick again', 'Pin');
  await expect(item(/^Quick again, pinned/)).toBeVisible();
  await menu('Quick', 'Archive');
  await expect(item(/^Quick, /)).toHaveCount(0);
  // What grew from it stays, under the next one up.
  await expect(item(/^Quick again/)).toHaveAttribute('aria-level', '2');
  await page.getByRole('checkbox', { name: 'Show 1 archived run' }).check();
  await expect(item(/^Quick, archived/)).toBeVisible();
  await menu('Quick', 'Take out of the archive');
  await expect(item(/^Quick, user message/)).toBeVisible();

  await item(/^Slow and careful/).focus();
  await page.keyboard.press('Delete');
  await expect(item(/^Slow and careful/)).toHaveCount(0);
  // The keyboard stays in the tree.
  await expect(item(/^Quick again/)).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(item(/^Slow and careful/)).toBeVisible();

  await menu('Quick', 'Share this subtree');
  await expect(page.getByRole('dialog', { name: 'Share this lineage' })).toBeVisible();
  await page.keyboard.press('Escape');

  await item(/^Quick, /).focus();
  await page.getByRole('searchbox', { name: 'Search runs by name' }).pressSequentially('again');
  await expect(page.getByRole('treeitem')).toHaveCount(3);
  await expect(page.getByText('3 of 4 runs shown')).toBeVisible();
});

test('the list of traces keeps pinned ones on top and archived ones apart', async ({
  page,
  server,
}) => {
  const { root } = await family(server);
  await page.goto('/');
  await page.getByRole('button', { name: 'More for lost-parcel.json' }).click();
  await page.getByRole('menuitem', { name: 'Pin on top' }).click();
  await expect(page.getByRole('row').nth(1)).toContainText('lost-parcel.json');
  await page.getByRole('button', { name: 'More for Slow' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect(page.getByRole('row')).toHaveCount(4);
  await page.getByText('Archived (1)').click();
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('row').nth(1)).toContainText('Slow');
  expect((await apiOf(server).traces.get({ id: root })).pinned).toBe(true);
});

for (const [width, colorScheme] of [
  [1440, 'light'],
  [390, 'dark'],
] as const)
  test(`the tree has nothing that axe finds, ${colorScheme}, ${width} px`, async ({
    page,
    server,
  }) => {
    const { root } = await family(server);
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.goto(`/tree/${root}`);
    await expect(page.getByRole('treeitem')).toHaveCount(4);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
