/** One question of a form. Texts are words of `cards/strings`, or names. */
export type FormField = TextField | DateField | PersonField | ChoiceField | ToggleField;

interface Asked {
  /** Small letters and hyphens, at most 32. */
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  /** What stands in it at first, as the card's input holds it: several choices joined by commas, a toggle as `true` or `false`. */
  readonly value?: string;
}

/** Words. `max` in UTF-16 units; a whole form takes at most 6,000, so that its card stays small enough with all of them. */
export interface TextField extends Asked {
  readonly kind: 'text' | 'long-text';
  readonly max: number;
  readonly placeholder?: string;
}

/** A day in words or figures, read in the organisation's time zone. Limits are ISO dates and belong to the possible days. */
export interface DateField extends Asked {
  readonly kind: 'date';
  readonly placeholder?: string;
  readonly earliest?: string;
  readonly latest?: string;
}

/** Somebody by name or address, looked for in the directory; who was found is shown before it counts. */
export interface PersonField extends Asked {
  readonly kind: 'person';
  readonly placeholder?: string;
}

/** One of several, or any number of them. */
export interface ChoiceField extends Asked {
  readonly kind: 'choice' | 'choices';
  readonly choices: readonly { readonly title: string; readonly value: string }[];
  /** Opens in a list, however few they are. */
  readonly closed?: true;
  /** The choice that says nothing, and is left out where everything is read once more. */
  readonly none?: string;
}

/** Ticked or not; a required one has to be ticked. `statement` is what is said by ticking it. */
export interface ToggleField extends Asked {
  readonly kind: 'toggle';
  readonly statement: string;
}

/** Longest date, and longest name of a person, as typed, in UTF-16 units. */
export const longestDate = 60;
export const longestName = 120;
