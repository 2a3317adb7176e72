import type { ButtonData } from './verbs.js';

/** A piece of an Adaptive Card. */
export type Piece = Readonly<Record<string, unknown>>;
export type ButtonStyle = 'default' | 'positive' | 'destructive';

interface ButtonOptions {
  readonly style?: ButtonStyle;
  /** `none`: what is typed on the card is neither checked nor sent. */
  readonly inputs?: 'auto' | 'none';
}

/**
 * An Action.Execute, for clients without it an Action.Submit with the same data. The verb stands in the data too: a message that
 * a Submit sends has nothing else to be routed by.
 */
export function button(title: string, data: ButtonData, { style = 'default', inputs = 'auto' }: ButtonOptions = {}): Piece {
  const face = { title, style, associatedInputs: inputs, data };
  return { type: 'Action.Execute', verb: data.verb, ...face, fallback: { type: 'Action.Submit', ...face } };
}

/** A button that opens a part of the card: a question, a consequence to read, and the buttons that do it. */
export function opening(title: string, body: readonly Piece[], actions: readonly Piece[]): Piece {
  return { type: 'Action.ShowCard', title, card: { type: 'AdaptiveCard', version: '1.5', body, actions } };
}

export function line(text: string): Piece {
  return { type: 'TextBlock', text, wrap: true };
}
