import { z } from 'zod';
import { formKeys } from '../cards/index.js';

/** What a form is begun with. */
export const formStart = z.object({ form: z.enum(formKeys), about: z.record(z.string(), z.unknown()) });
export type FormStart = z.output<typeof formStart>;

/** Somebody whom the directory holds, as they are shown. */
const found = z.object({ id: z.string(), name: z.string(), mail: z.string() });
export type Found = z.output<typeof found>;

/** What has been said so far in a run of the form dialog. It is stored between turns, so it is read as strictly as any input. */
export const formState = formStart.extend({
  /** Id of this run, which its cards name. */
  instance: z.uuid(),
  step: z.enum(['fill', 'whom', 'confirm']),
  /** As typed, by field; null before anything was. */
  typed: z.record(z.string(), z.string()).nullable(),
  /** Who is meant, by field, by the words that were typed for them. */
  people: z.record(z.string(), found.extend({ words: z.string() })),
  /** Several may be meant: asked next. `near`: nobody has that name, these have one like it. */
  asking: z.object({ field: z.string(), words: z.string(), near: z.boolean(), among: z.array(found).min(1) }).nullable(),
});
export type FormState = z.output<typeof formState>;
