import type { Browser, Locator } from 'playwright-core';
import type { PersonaWindow } from './persona-window.js';

export interface Pane {
  readonly window: PersonaWindow;
  readonly card: Locator;
}

/** One picture of several people's windows, each under the person's name, cut to the card that matters. */
export async function sideBySide(browser: Browser, panes: readonly Pane[]): Promise<Buffer> {
  const pictures: string[] = [];
  for (const { window, card } of panes) {
    const png = await card.screenshot({ animations: 'disabled' });
    pictures.push(`<figure><figcaption>${window.name}</figcaption><img alt="" src="data:image/png;base64,${png.toString('base64')}"></figure>`);
  }
  const page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
  try {
    await page.setContent(`<style>
body { margin: 0; font: 600 16px/1.4 system-ui, sans-serif; color: #1c2733; }
main { display: flex; gap: 24px; padding: 24px; width: max-content; align-items: flex-start; background: #eef1f4; }
figure { margin: 0; } figcaption { margin: 0 0 10px; } img { display: block; background: #fff; border-radius: 6px; }
</style><main>${pictures.join('')}</main>`);
    await page.locator('img').last().waitFor();
    return await page.locator('main').screenshot();
  } finally {
    await page.close();
  }
}
