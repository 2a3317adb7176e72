import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';

/**
 * Draws the PNGs of the app package from the SVGs beside this file: `node --import tsx manifest/icons/draw.ts`.
 * Needed only after an SVG changed, as the PNGs are kept too. Needs a Chromium at CHROMIUM, or Debian's.
 */

/** Sizes that Teams asks for, in pixels. */
const icons = { color: 192, outline: 32 } as const;

const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
try {
  for (const [name, size] of Object.entries(icons)) {
    const page = await browser.newPage({ viewport: { width: size, height: size }, deviceScaleFactor: 1 });
    const svg = await readFile(path.join(import.meta.dirname, `${name}.svg`), 'utf8');
    await page.setContent(`<style>body { margin: 0; } svg { display: block; }</style>${svg}`);
    await writeFile(path.join(import.meta.dirname, `${name}.png`), await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
