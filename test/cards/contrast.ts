import type { Theme } from './host-config.js';
import type { Node } from './reading.js';

/** A text of a card and the style of the container that it stands in. */
export interface PlacedText {
  readonly text: string;
  readonly style: string;
  readonly color: string;
  readonly subtle: boolean;
}

/** Every TextBlock and TextRun under `value`, opened parts included. */
export function* placedTexts(value: unknown, style = 'default'): Generator<PlacedText> {
  if (Array.isArray(value)) for (const item of value) yield* placedTexts(item, style);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const node = value as Node;
  if (node['type'] === 'TextBlock' || node['type'] === 'TextRun') {
    yield { text: String(node['text']), style, color: String(node['color'] ?? 'default'), subtle: node['isSubtle'] === true };
    return;
  }
  const own = node['type'] === 'Container' ? String(node['style'] ?? style) : node['type'] === 'Action.ShowCard' ? 'emphasis' : style;
  for (const item of Object.values(node)) yield* placedTexts(item, own);
}

/** Contrast of a text against what lies behind it, as WCAG 2.2 (1.4.3) computes it: 1 to 21. */
export function contrastOf({ style, color, subtle }: PlacedText, { backgrounds, texts }: Theme): number {
  const behind = channels(backgrounds[style] ?? '');
  const [main, pale] = texts[color] ?? ['', ''];
  const ink = subtle ? pale : main;
  const alpha = ink.length === 9 ? parseInt(ink.slice(1, 3), 16) / 255 : 1;
  const drawn = channels(ink).map((value, index) => value * alpha + (behind[index] ?? NaN) * (1 - alpha));
  const [one, other] = [luminance(drawn), luminance(behind)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

const channels = (colour: string): readonly number[] => [-6, -4, -2].map((from) => parseInt(colour.slice(from, from + 2 || undefined), 16));

function luminance(colour: readonly number[]): number {
  const [r = NaN, g = NaN, b = NaN] = colour.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
