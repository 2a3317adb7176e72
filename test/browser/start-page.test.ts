import assert from 'node:assert/strict';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { contrasts } from './contrast.js';
import { stage } from './hooks.js';
import { keepPicture } from './screenshots.js';

const looks = [
  { name: 'start-page', size: { width: 1280, height: 800 }, scheme: 'light' },
  { name: 'start-page-dark', size: { width: 1280, height: 800 }, scheme: 'dark' },
  { name: 'start-page-phone', size: { width: 375, height: 812 }, scheme: 'light' },
  { name: 'start-page-phone-dark', size: { width: 375, height: 812 }, scheme: 'dark' },
] as const;

describe('the start page', () => {
  for (const { name, size, scheme } of looks) {
    it(`can be read without scrolling sideways, its text with enough contrast (${String(size.width)} px, ${scheme})`, async () => {
      await onPage({ viewport: size, colorScheme: scheme }, async (page) => {
        await keepPicture(name, await page.screenshot({ fullPage: true, clip: await upToTheAddresses(page, size.width) }));
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        assert.ok(width <= size.width, `the page is ${String(width)} px wide`);
        for (const { text, ratio } of await contrasts(page, 'main *')) assert.ok(ratio >= 4.5, `“${text}” has a contrast of ${ratio.toFixed(2)}`);
      });
    });
  }

  it('leads to the window of each persona, and opens those that are not open yet', async () => {
    const { product } = stage();
    await onPage({}, async (page) => {
      const links = await page.getByRole('link', { name: /^Be / }).evaluateAll((all) => all.map((link) => [link.textContent.trim(), link.getAttribute('href')]));
      assert.deepEqual(
        links.map(([, href]) => href),
        [...(['researcher', 'investigator', 'representative'] as const).map((role) => product.playground(role)), '/be/referee', '/be/programme-manager', '/be/project-manager'],
      );
      const [opened] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: 'Be Amara' }).click()]);
      await opened.getByText('Amara Okafor').first().waitFor();
    });
  });

  it('leads to the directory’s groups, which name their members', async () => {
    await onPage({}, async (page) => {
      const [opened] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: 'The directory’s groups' }).click()]);
      await opened.getByRole('row', { name: /^WS-0002 members .*Amara Okafor/ }).waitFor();
      for (const { text, ratio } of await contrasts(opened, 'main *')) assert.ok(ratio >= 4.5, `“${text}” has a contrast of ${ratio.toFixed(2)}`);
    });
  });
});

async function onPage(options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void> {
  const { browser, product } = stage();
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    await page.goto(product.startPage);
    await look(page);
  } finally {
    await context.close();
  }
}

/** What lies above the addresses, which are those of one machine. */
async function upToTheAddresses(page: Page, width: number): Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number }> {
  const table = await page.locator('table').boundingBox();
  assert.ok(table);
  return { x: 0, y: 0, width, height: table.y };
}
