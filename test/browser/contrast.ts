import type { Page } from 'playwright-core';

export interface Contrast {
  readonly text: string;
  /** 1 to 21. */
  readonly ratio: number;
}

// Runs in the page, whose types the rest of the project does not know: hence as text.
const measure = `(selector) => {
  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    if (!element) return 'rgb(255, 255, 255)';
    const colour = getComputedStyle(element).backgroundColor;
    return channels(colour)[3] === 0 ? behind(element.parentElement) : colour;
  };
  return [...document.querySelectorAll(selector)]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ''))
    .map((element) => {
      const [one, other] = [luminance(getComputedStyle(element).color), luminance(behind(element))];
      return { text: element.textContent.trim().slice(0, 40), ratio: (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) };
    });
}`;

/** Contrast of every text under the selector against what lies behind it, as WCAG 2.2 (1.4.3) computes it. */
export function contrasts(page: Page, selector: string): Promise<readonly Contrast[]> {
  return page.evaluate<readonly Contrast[]>(`(${measure})(${JSON.stringify(selector)})`);
}
