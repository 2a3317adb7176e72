import { createRequire } from 'node:module';
import type { Card } from '../../cards/index.js';

/** The part of adaptivecards that is used here; its own types are its sources, which do not compile under our settings. */
interface Renderer {
  readonly SerializationContext: new () => { readonly eventCount: number; getEventAt(index: number): { readonly message: string } };
  readonly AdaptiveCard: new () => { parse(content: unknown, context: unknown): void; validateProperties(): { readonly validationEvents: readonly { readonly message: string }[] } };
  readonly CardElement: { readonly langProperty: { readonly regEx: RegExp } };
}

/** Reads cards back as a client does. The package's browser build is the one that loads in Node. */
const renderer = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Renderer;

/** What the adaptivecards parser and its validation say against a card; empty when it is in order. */
export function faultsOf(card: Card): readonly string[] {
  // Its pattern for `lang` is global and keeps its place between cards, so that every second one would fail.
  renderer.CardElement.langProperty.regEx.lastIndex = 0;
  const context = new renderer.SerializationContext();
  const parsed = new renderer.AdaptiveCard();
  parsed.parse(card.content, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return [...events, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
}

export type Node = Readonly<Record<string, unknown>>;

/** Every object of a card, at any depth. */
export function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  yield value as Node;
  for (const item of Object.values(value)) yield* nodesOf(item);
}

export const ofType = (card: Card, type: string): readonly Node[] => [...nodesOf(card.content)].filter((node) => node['type'] === type);

/** Markdown whose escapes are taken away: what a client shows of a text that holds nothing but escapes. */
export const unescaped = (markdown: string): string => markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll('\n\n', '\n');

/** Everything that a person reads on a card, opened parts included, one text a line. */
export function shown(card: Card): string {
  const texts: string[] = [];
  for (const node of nodesOf(card.content)) {
    if (node['type'] === 'TextBlock') texts.push(unescaped(String(node['text'])));
    else if (node['type'] === 'TextRun') texts.push(String(node['text']));
    else if (node['type'] === 'FactSet') for (const fact of node['facts'] as readonly Node[]) texts.push(unescaped(`${String(fact['title'])}: ${String(fact['value'])}`));
    else for (const key of ['label', 'title', 'value', 'placeholder', 'errorMessage']) if (typeof node[key] === 'string' && node['type'] !== 'Fact') texts.push(node[key]);
  }
  return texts.join('\n');
}

/** Titles of a card's buttons in order, those inside opened parts left out. */
export const buttonTitles = (card: Card): readonly unknown[] => ((card.content['actions'] ?? []) as readonly Node[]).map((action) => action['title']);
