import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { cardPage, widths } from './card-page.js';
import { deck } from './deck.js';
import { hostConfigOf, themes } from './host-config.js';

/**
 * Draws every card with the adaptivecards renderer, at the width of a desktop chat and of a phone: `node --import tsx test/cards/gallery.ts OUTDIR [NAME …]`.
 * Where buttons open parts of a card, it is drawn once more with all of them opened. With names, only the cards whose names begin so;
 * THEME chooses a theme of `host-config.ts`.
 * Needs a Chromium at CHROMIUM, or Debian's.
 */

const [outdir, ...wanted] = process.argv.slice(2);
if (outdir === undefined) throw new Error('Usage: gallery.ts OUTDIR [NAME …]');
const theme = Object.entries(themes).find(([name]) => name === (process.env['THEME'] ?? 'teams'))?.[1];
if (theme === undefined) throw new Error(`THEME is one of ${Object.keys(themes).join(', ')}`);
const hostConfig = hostConfigOf(theme);

await mkdir(outdir, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage();
page.on('pageerror', (error) => {
  throw error;
});
try {
  for (const [name, make] of Object.entries(deck).filter(([name]) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)))) {
    const file = join(outdir, `${name}.html`);
    await writeFile(file, cardPage(name, make().content, hostConfig));
    for (const [kind, width] of Object.entries(widths)) {
      await page.setViewportSize({ width, height: 200 });
      await page.goto(pathToFileURL(file).href);
      await page.screenshot({ path: join(outdir, `${name}.${kind}.png`), fullPage: true });
      const opening = await page.locator('.ac-pushButton.expandable, .ac-selectable:has([id$="-closed"])').all();
      for (const part of opening) await part.click();
      if (opening.length > 0) await page.screenshot({ path: join(outdir, `${name}.${kind}.open.png`), fullPage: true });
    }
  }
} finally {
  await browser.close();
}
