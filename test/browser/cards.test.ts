import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { cardPage, widths } from '../cards/card-page.js';
import { deck } from '../cards/deck.js';
import { hostConfigOf, themes } from '../cards/host-config.js';
import { stage } from './hooks.js';
import { keepPicture } from './screenshots.js';

/** Cards of the main job, whose pictures on a phone are kept; on a desktop they are taken in the Playground. */
const mainJob = new Set(['terms', 'confirm', 'request-in-review', 'approval', 'request-sign-in', 'request-active']);
/** Elements of the card that stick out of it on the right, or whose own text does not fit them. */
const stickingOut = `(() => {
  const card = document.getElementById('card').getBoundingClientRect();
  return [...document.querySelectorAll('#card *')]
    .filter((element) => element.getClientRects().length > 0)
    .filter((element) => element.getBoundingClientRect().right > card.right + 1 || (element.classList.contains('ac-textBlock') && element.scrollWidth > element.clientWidth + 1))
    .map((element) => element.className + ': ' + element.textContent.slice(0, 60));
})()`;

/** Presses all that opens a part of the card. */
const openAll = `for (const part of document.querySelectorAll('.ac-pushButton.expandable, .ac-selectable:has([id$="-closed"])')) part.click();`;

describe('every card', function () {
  let folder: string;
  let page: Page;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'lockkeeper-cards-'));
    page = await stage().browser.newPage();
  });
  after(async () => {
    await page.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const [kind, width] of Object.entries(widths)) {
    it(`fits into a ${kind} chat of ${String(width)} px, with all its parts opened too`, async () => {
      await page.setViewportSize({ width, height: 200 });
      const faults: string[] = [];
      for (const [name, make] of Object.entries(deck)) {
        const file = path.join(folder, `${name}.html`);
        await writeFile(file, cardPage(name, make().content, hostConfigOf(themes.teams)));
        await page.goto(pathToFileURL(file).href);
        if (kind === 'phone' && mainJob.has(name)) await keepPicture(`card-${name}-${kind}`, await page.screenshot({ fullPage: true }));
        const closed = (await page.evaluate(stickingOut)) as readonly string[];
        await page.evaluate(openAll);
        const opened = (await page.evaluate(stickingOut)) as readonly string[];
        faults.push(...closed.map((fault) => `${name}: ${fault}`), ...opened.map((fault) => `${name}, opened: ${fault}`));
      }
      assert.deepEqual(faults, []);
    });
  }
});
