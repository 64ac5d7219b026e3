import type { Page } from '@playwright/test';
import { allRows, importOne, upload } from './support/api';
import { expect, test } from './support/test';
import { TraceList } from './support/trace-list';
import { TracePage } from './support/trace-page';

/** What must not be there, whatever a trace holds: foreign keys on all objects, elements that its text asks for. */
async function expectHarmless(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    prototype: Object.keys(Object.prototype),
    polluted: Reflect.get({}, 'polluted') ?? null,
    hit: Reflect.get(window, 'hit') ?? null,
    elements: document.querySelectorAll('main iframe, img[src="x"], [onerror], [onload]').length,
    remote: document.querySelectorAll('a[href^="javascript:"], img[src^="http"]').length,
  }));
  expect(found).toEqual({ prototype: [], polluted: null, hit: null, elements: 0, remote: 0 });
}

// Dialogs, requests that leave the origin and broken content policies fail every test (support/test.ts).
test('the hostile sample does nothing, wherever one looks', async ({ page }) => {
  const list = new TraceList(page);
  await list.open();
  await page.getByRole('button', { name: /^Hostile trace/ }).click();
  const trace = new TracePage(page);
  await trace.ready();
  await expectHarmless(page);
  await trace.press('g', 'g');
  const last = Number(await trace.events.getAttribute('aria-rowcount')) - 1;
  expect(last).toBeGreaterThan(5);
  for (let seq = 0; seq <= last; seq += 1) {
    await trace.expectSelected(seq);
    await trace.show('Event');
    await trace.show('Raw');
    await trace.show('Messages');
    await page.getByRole('heading', { level: 1 }).click();
    await trace.press('j');
  }
  await expectHarmless(page);
  await page.goto('/');
  await expect(list.rows).toHaveCount(1);
  await expectHarmless(page);
});

test('a name that is HTML is text, in the title too', async ({ page, server }) => {
  const name = `</title><img src=x onerror="window.hit=1"><script>window.hit=1</script>`;
  const chat = [
    { role: 'user', content: name },
    {
      role: 'assistant',
      content: '[click](javascript:window.hit=1) ![beacon](http://evil.example/x.png)',
    },
  ];
  const id = await importOne(server, JSON.stringify(chat), name);
  const trace = new TracePage(page);
  await trace.open(id);
  await trace.rename(name);
  await page.reload();
  await trace.ready();
  await expect(page).toHaveTitle(`${name} · Retake`);
  await expect(trace.title).toHaveText(name);
  await expectHarmless(page);
});

test('keys of a trace pollute no object of the server', async ({ shared: server }) => {
  const odd =
    '[{"role":"user","content":"hi","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}},' +
    '{"role":"assistant","content":[{"type":"text","text":"hello","__proto__":{"polluted":1}}]}]';
  const { state } = await upload(server, odd, { name: '__proto__' });
  expect(state?.phase).toBe('done');
  const other = await importOne(
    server,
    '[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]',
  );
  for (const row of await allRows(server, other))
    expect(Object.keys(row)).not.toContain('polluted');
  const answer = await fetch(`${server.url}/api/traces/${other}`);
  expect(await answer.text()).not.toContain('polluted');
});
