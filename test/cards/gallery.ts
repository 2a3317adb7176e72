import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
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
const renderer = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.js');
const widths = { desktop: 640, phone: 390 } as const;
const theme = Object.entries(themes).find(([name]) => name === (process.env['THEME'] ?? 'teams'))?.[1];
if (theme === undefined) throw new Error(`THEME is one of ${Object.keys(themes).join(', ')}`);
const hostConfig = hostConfigOf(theme);

/** The cards hold no Markdown but escapes: taking those away is all that is left of it. */
const script = (content: unknown): string => `
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    const shown = document.createElement('div');
    for (const paragraph of text.split('\\n\\n')) shown.appendChild(document.createElement('p')).textContent = paragraph.replace(/\\\\([!-\\/:-@[-\`{-~])/g, '$1');
    result.outputHtml = shown.innerHTML;
    result.didProcess = true;
  };
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(${JSON.stringify(hostConfig)});
  card.parse(${JSON.stringify(content).replaceAll('<', '\\u003c')});
  document.getElementById('card').appendChild(card.render());
`;

const style = `
  body { margin: 12px; background: #F5F5F5; font-family: 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif; }
  #card { background: #FFF; border: 1px solid #E1DFDD; border-radius: 8px; overflow: hidden; }
  .ac-textBlock p { margin: 0; }
  .ac-actionSet { flex-wrap: wrap; row-gap: 8px; justify-content: flex-start !important; }
  .ac-pushButton { font: 600 14px 'Segoe UI', 'DejaVu Sans', sans-serif; padding: 6px 14px; border: 1px solid #D1D1D1; border-radius: 4px; background: #FFF; color: #242424; white-space: normal !important; }
  .ac-pushButton.style-positive { background: #5B5FC7; border-color: #5B5FC7; color: #FFF; }
  .ac-pushButton.style-destructive { background: #FFF; border-color: #C4314B; color: #B10E1C; }
  .ac-input { font: 14px 'Segoe UI', 'DejaVu Sans', sans-serif; border: 1px solid #D1D1D1; border-radius: 4px; padding: 6px 8px; box-sizing: border-box; width: 100%; }
  textarea.ac-input { min-height: 84px; }
  input[type=checkbox], input[type=radio] { width: auto !important; margin-right: 6px; }
`;

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
    await writeFile(
      file,
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><style>${style}</style><div id="card"></div><script src="${pathToFileURL(renderer).href}"></script><script>${script(make().content)}</script></html>`,
    );
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
