import type { TurnContext } from 'botbuilder-core';
import type { Card, DialogPlace, Format } from '../cards/index.js';
import type { Context } from '../services/context/index.js';
import type { About } from '../services/notifications/index.js';
import type { PeopleFinder } from '../services/projects/index.js';
import type { Building } from '../services/workspaces/index.js';

/** What a person said to a running dialog: words, or a button of its card. */
export type DialogInput =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'button';
      readonly button: 'next' | 'back';
      /** The run of the dialog whose card was used, which is this one's, and its step: the card of an older step answers with the present one. */
      readonly instance: string;
      readonly step: string;
      readonly values: Readonly<Record<string, string | undefined>>;
    }
  /** One step back, in words. */
  | { readonly kind: 'back' }
  /** Show the present step again. */
  | { readonly kind: 'again' };

/** An answer to the step that was asked. */
export type Answer = Exclude<DialogInput, { readonly kind: 'again' } | { readonly kind: 'back' }>;

/** A problem with the last answer, shown on the card of the step. */
export type Problem = Pick<DialogPlace, 'error' | 'limit'>;

/** What a card shows, so that it can be renewed later. */
export interface Shows extends About {
  readonly type: 'request' | 'package';
}

/** What a dialog needs of its turn. The bot puts it there. */
export interface DialogTurn {
  readonly format: Format;
  readonly input: DialogInput;
  /** Looks people up in the directory. */
  readonly people: PeopleFinder;
  /** What can be built, and where. */
  readonly building: Building;
  /** Runs a use case as the person who talks, in one transaction. */
  run<Value>(useCase: (context: Context) => Promise<Value>): Promise<Value>;
  /**
   * Runs what the dialog was for, and ends it in the same transaction: a cancel at the same moment either comes first, and nothing is done,
   * or finds nothing left to cancel. A refusal (`kind: 'refused'`) leaves the dialog to its own end.
   * @throws Overtaken when another turn has moved the dialog since it was read; then nothing was done
   */
  conclude<Outcome extends { readonly kind: string }>(useCase: (context: Context) => Promise<Outcome>): Promise<Outcome>;
  /** Shows the dialog's card in place of the one that was used, or as a new message. */
  show(card: Card, shows?: Shows): void;
  /** Adds a further message. */
  add(card: Card, shows?: Shows): void;
}

/** Another turn of the same person moved the dialog first. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

const key = Symbol('dialog turn');

export function setDialogTurn(context: TurnContext, turn: DialogTurn): void {
  context.turnState.set(key, turn);
}

/** @throws Error when no dialog turn was set: a fault of the host */
export function dialogTurnOf(context: TurnContext): DialogTurn {
  const turn = context.turnState.get<DialogTurn | undefined>(key);
  if (!turn) throw new Error('no dialog turn');
  return turn;
}
