import { randomUUID } from 'node:crypto';
// The package's main file declares types that lead to the sources of adaptivecards, which do not compile under strict settings.
import { GlobalSettings, Template } from 'adaptivecards-templating/lib/template-engine.js';
import { escapeMarkdown, oneLine, visible, withoutMacros } from './literal.js';
import { templates, type TemplateName } from './templates.js';
import type { Wording } from './wording.js';

/** An Adaptive Card (`content` of an attachment) and the one line that a notification shows of it. */
export interface Card {
  readonly content: Record<string, unknown>;
  readonly summary: string;
}

/** A template's data: texts, numbers, booleans, lists of them and pieces of a card. */
export type TemplateData = Readonly<Record<string, unknown>>;

/** A card is kept under 25 KB in UTF-8 (Teams); a little is left for what the channel wraps around it. */
export const largestCard = 24_500;

/** How much room the free texts of others get, in UTF-16 units each; the first that fits is taken. */
const rooms = [2_000, 800, 300, 120, 40] as const;

/** What the template engine writes for a name that its data lacks; made anew in each process, so that nobody can type it. */
const lacking = `lacking-${randomUUID()}:`;
GlobalSettings.getUndefinedFieldValueSubstitutionString = (path) => `${lacking}${path}`;

const compiled = new Map<TemplateName, Template>();

/**
 * Fills a template. Every string of `data` is taken literally: what cannot be seen is removed, and what a client would read as
 * Markdown is escaped.
 * @throws Error when the card would hold anything but texts, numbers and booleans, or the data lacks something that the template names
 */
export function render(name: TemplateName, wording: Wording, summary: string, data: TemplateData): Card {
  const short = oneLine(summary, 280);
  const content = finish(template(name).expand({ $root: { ...data, lang: wording.format.language, summary: short } }), name);
  return { content: content as Record<string, unknown>, summary: short };
}

/** As `render`, with less and less room for the free texts until the card is small enough. */
export function renderFitting(name: TemplateName, wording: Wording, summary: string, build: (room: number) => TemplateData): Card {
  for (const room of rooms) {
    const card = render(name, wording, summary, build(room));
    if (fits(card)) return card;
  }
  throw new Error(`The card ${name} is larger than ${largestCard} bytes`);
}

/** A UTF-16 unit takes at most three bytes: most cards are found small enough without counting. */
function fits(card: Card): boolean {
  const json = JSON.stringify(card.content);
  return json.length * 3 <= largestCard || Buffer.byteLength(json) <= largestCard;
}

function template(name: TemplateName): Template {
  let known = compiled.get(name);
  if (!known) {
    known = new Template(templates[name]);
    compiled.set(name, known);
  }
  return known;
}

/** Properties that hold a text; a list or an object there is a mistake of a template or its data. */
const scalars = new Set(['text', 'title', 'value', 'label', 'placeholder', 'errorMessage', 'altText', 'speak', 'fallbackText', 'lang', 'color', 'style', 'id', 'url', 'verb']);

/** A copy of an expanded card in which every text is literal. */
function finish(node: unknown, path: string): unknown {
  if (typeof node === 'string') return literal(node, path);
  if (typeof node === 'number' || typeof node === 'boolean') return node;
  if (Array.isArray(node)) return node.map((item) => finish(item, path));
  if (typeof node !== 'object' || node === null || Object.getPrototypeOf(node) !== Object.prototype) throw new Error(`${path} is no text, number or boolean`);
  return finishObject(node as Readonly<Record<string, unknown>>, path);
}

function finishObject(node: Readonly<Record<string, unknown>>, path: string): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(node)) {
    const value = node[key];
    if (typeof value === 'object' && scalars.has(key)) throw new Error(`${path}.${key} is no text`);
    if (key === 'text' && node['type'] === 'TextBlock' && typeof value === 'string') result[key] = escapeMarkdown(literal(value, path));
    else if (key === 'facts' && node['type'] === 'FactSet' && Array.isArray(value)) result[key] = value.map((fact: unknown) => finishFact(fact, path));
    else result[key] = finish(value, key);
  }
  return result;
}

function finishFact(fact: unknown, path: string): Record<string, unknown> {
  const { title, value } = finish(fact, path) as { readonly title?: unknown; readonly value?: unknown };
  if (typeof title !== 'string' || typeof value !== 'string') throw new Error(`${path} has a fact that is no text`);
  return { title: escapeMarkdown(title), value: escapeMarkdown(value) };
}

function literal(text: string, path: string): string {
  if (text.includes(lacking)) throw new Error(`${path} names what its data lacks: ${text.slice(0, 80)}`);
  return withoutMacros(visible(text));
}
