import type { ChoiceField, FormField, TextKey, Wording } from '../cards/index.js';
import type { DirectoryPerson, PeopleFinder } from '../services/projects/index.js';
import type { Answer } from './dialog-turn.js';
import type { Found, FormState } from './form-state.js';
import type { FieldFault } from './read-form.js';

/** Where looking for the people has come to. */
export interface Settled {
  /** With `asking` where it has to be asked who is meant. */
  readonly state: FormState;
  readonly faults: readonly FieldFault[];
}

const isPerson = ({ kind }: FormField): boolean => kind === 'person';
const shown = ({ id, name, mail }: DirectoryPerson): Found => ({ id, name, mail });

/** Looks for everybody who is named and not found yet: one who fits is taken, of several it is asked who is meant. */
export async function settlePeople(finder: PeopleFinder, fields: readonly FormField[], state: FormState): Promise<Settled> {
  // Whoever was found by other words than stand there now has to be found anew.
  const people = Object.fromEntries(Object.entries(state.people).filter(([field, { words }]) => words === state.typed?.[field]?.trim()));
  for (const { id } of fields.filter(isPerson)) {
    const words = (state.typed?.[id] ?? '').trim();
    if (words === '' || people[id]) continue;
    const { fitting, near } = await finder.find(words);
    const [first, ...others] = fitting;
    if (first && others.length === 0) {
      people[id] = { ...shown(first), words };
      continue;
    }
    const among = (fitting.length > 0 ? fitting : near).map(shown);
    if (among.length === 0) return { state: { ...state, people, asking: null, step: 'fill' }, faults: [{ field: id, key: 'form-error.nobody' }] };
    return { state: { ...state, people, step: 'whom', asking: { field: id, words, near: fitting.length === 0, among } }, faults: [] };
  }
  return { state: { ...state, people, asking: null }, faults: [] };
}

/** The question who of several is meant. */
export function whomField(state: FormState, { t }: Pick<Wording, 't'>): ChoiceField | undefined {
  const { asking } = state;
  if (asking === null) return undefined;
  const choices = asking.among.map(({ id, name, mail }) => ({ title: t('form.whom.choice', { name, mail }), value: id }));
  return { kind: 'choice', id: asking.field, label: t('form.whom.label', { words: asking.words }), required: true, choices };
}

/** Takes the answer to it: a button's choice, or words that fit one of them. */
export function takePerson(state: FormState, input: Answer): FormState | TextKey {
  const { asking } = state;
  if (asking === null) return 'dialog-error.invalid-input';
  const words = input.kind === 'text' ? input.text.trim().toLowerCase() : '';
  const chosen = input.kind === 'button' ? asking.among.filter(({ id }) => id === input.values[`field-${asking.field}`]) : asking.among.filter(({ name, mail }) => `${name} ${mail}`.toLowerCase().includes(words));
  const [first, ...others] = chosen;
  if (!first) return input.kind === 'button' ? 'dialog-error.choice-missing' : 'dialog-error.choice-unknown';
  if (others.length > 0) return 'dialog-error.choice-ambiguous';
  return { ...state, asking: null, people: { ...state.people, [asking.field]: { ...first, words: asking.words } } };
}

/** Everybody who was named, as the directory knows them now: an account may have been closed since it was found. */
export async function lookAgain(finder: PeopleFinder, state: FormState): Promise<{ readonly people: ReadonlyMap<string, DirectoryPerson>; readonly faults: readonly FieldFault[] }> {
  const people = new Map<string, DirectoryPerson>();
  const faults: FieldFault[] = [];
  for (const [field, { id }] of Object.entries(state.people)) {
    const person = await finder.person(id);
    if (person?.enabled) people.set(field, { ...person, id });
    else faults.push({ field, key: 'form-error.person-gone' });
  }
  return { people, faults };
}
