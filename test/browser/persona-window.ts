import type { Browser, Locator, Page } from 'playwright-core';

/** One persona's Playground in a browser window: what they type, press and see. Every wait is for something that a person would see. */
export class PersonaWindow {
  private constructor(
    readonly name: string,
    readonly page: Page,
  ) {}

  /** Opens the chat and waits until the bot knows of it; `size` in CSS pixels. */
  static async open(browser: Browser, name: string, url: string, size = { width: 900, height: 1400 }): Promise<PersonaWindow> {
    const context = await browser.newContext({ viewport: size, locale: 'en-GB' });
    // The Playground's page asks a public address for its fonts. Nothing here may depend on that.
    await context.route((address) => !['localhost', '127.0.0.1'].includes(address.hostname) && address.protocol !== 'data:', (route) => route.abort());
    const page = await context.newPage();
    page.setDefaultTimeout(40_000);
    await page.goto(url);
    const window = new PersonaWindow(name, page);
    // The Playground has told the bot that this person is here, and the bot has answered: from now on it can reach them.
    await page.getByText('installationUpdate 200').waitFor();
    await window.page.getByTitle('Hide log panel').click();
    return window;
  }

  /** Every card that shows this text, oldest first. */
  cards(text: string | RegExp): Locator {
    return this.page.locator('.ac-preview-panel').filter({ hasText: text });
  }

  /** Every card with this title, oldest first. */
  titled(title: string): Locator {
    return this.page.locator('.ac-preview-panel').filter({ has: this.page.getByRole('heading', { name: title, exact: true }) });
  }

  /** The newest card that shows this text. */
  card(text: string | RegExp): Locator {
    return this.cards(text).last();
  }

  /** Waits for a card with this text, and returns it. */
  async sees(text: string | RegExp): Promise<Locator> {
    return this.shows(this.cards(text));
  }

  /** Waits until one of these is there, and returns the newest. */
  async shows(cards: Locator): Promise<Locator> {
    await cards.last().waitFor();
    return cards.last();
  }

  /** Types into the compose box and sends. */
  async say(text: string): Promise<void> {
    const box = this.page.locator('[data-lexical-editor="true"][role="textbox"]');
    await box.click();
    await this.page.keyboard.type(text);
    await this.page.getByRole('button', { name: 'Send Message' }).click();
  }

  async press(card: Locator, title: string | RegExp): Promise<void> {
    await card.getByRole('button', typeof title === 'string' ? { name: title, exact: true } : { name: title }).click();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
