import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.js';
import { RunningProduct } from './running-product.js';

/** One product and one browser for all browser tests: starting them is most of the time. */
let running: { readonly product: RunningProduct; readonly browser: Browser } | undefined;

export function stage(): { readonly product: RunningProduct; readonly browser: Browser } {
  if (!running) throw new Error('the product does not run');
  return running;
}

export const mochaHooks = {
  async beforeAll(): Promise<void> {
    const browser = await launchChromium();
    try {
      running = { browser, product: await RunningProduct.start() };
    } catch (error) {
      await browser.close();
      throw error;
    }
  },
  async afterAll(): Promise<void> {
    await running?.browser.close();
    await running?.product.stop();
  },
};
