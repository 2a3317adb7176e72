import type { z } from 'zod';
import type { Card, Format, FormField, FormKey, NoticeView, Wording } from '../cards/index.js';
import type { Context } from '../services/context/index.js';
import type { Building } from '../services/workspaces/index.js';
import type { Shows } from './dialog-turn.js';
import type { FormValues } from './form-values.js';

/** What a form is handed: in which transaction and for whom, what it is about, and the words to speak in. */
export interface FormWork<About> {
  readonly context: Context;
  /** What it was begun with, such as the project; checked by the form's own schema, loaded and authorised by its use case. */
  readonly about: About;
  readonly format: Format;
  readonly words: Wording;
  /** What can be built, and where. */
  readonly building: Building;
}

/** What a form asks. */
export interface FormPage {
  readonly kind: 'page';
  /** What the form is for, in two or three words. */
  readonly title: string;
  readonly heading: string;
  readonly notes?: readonly string[];
  readonly facts?: readonly { readonly title: string; readonly value: string }[];
  /** None: there is only to send or to cancel. */
  readonly fields: readonly FormField[];
  /** What happens when it is sent. */
  readonly next: string;
  /** `once-more`: everything is shown once more before it is sent, as it always is where a day is asked for. */
  readonly before?: 'once-more';
}

/** The form cannot be filled in by this person, or now. Its use case has put that on record. */
export interface FormRefused {
  readonly kind: 'refused';
  readonly notice: NoticeView;
}

/** Nothing was done, because answers do not fit: a sentence for each. The form is shown again. */
export interface FormFault {
  readonly kind: 'refused';
  readonly faults: readonly { readonly field: string; readonly error: string }[];
}

/** What the answers come to, to be read once more before they are sent. */
export interface FormSummary {
  readonly kind: 'summary';
  readonly facts: readonly { readonly title: string; readonly value: string }[];
}

/** What was done, to be shown in place of the form. */
export interface FormDone {
  readonly kind: 'done';
  readonly card: Card;
  readonly shows?: Shows;
  /** A further message, where the card does not say what was done. */
  readonly also?: Card;
}

/** A form as data and two functions. Both run in a transaction of their own as the person who fills it in. */
export interface FormDefinition<About> {
  readonly key: FormKey;
  /** What it may be begun with. It comes from a card or from words that somebody typed. */
  readonly about: z.ZodType<About>;
  /** What to ask, with what stands there already; asked anew at every turn, so that what is offered is never old. */
  begin(work: FormWork<About>): Promise<FormPage | FormRefused>;
  /** What the answers come to, where that says more than they do themselves. Shown before they are sent; nothing is done. */
  summarise?(work: FormWork<About>, values: FormValues): Promise<FormSummary | FormRefused | FormFault>;
  /** Hands the answers to a use case, in the transaction that ends the dialog; a refusal leaves the dialog as it was. */
  submit(work: FormWork<About>, values: FormValues): Promise<FormDone | FormRefused | FormFault>;
}

/** A form whatever it is about: what it was begun with is read when it is used. */
export type Form = FormDefinition<unknown>;

/** Makes a form of its definition: what it is about is checked each time. */
export function defineForm<About>(definition: FormDefinition<About>): Form {
  const read = (work: FormWork<unknown>): FormWork<About> => ({ ...work, about: definition.about.parse(work.about) });
  const summarise = definition.summarise?.bind(definition);
  return {
    key: definition.key,
    about: definition.about,
    begin: (work) => definition.begin(read(work)),
    ...(summarise && { summarise: (work: FormWork<unknown>, values: FormValues) => summarise(read(work), values) }),
    submit: (work, values) => definition.submit(read(work), values),
  };
}
