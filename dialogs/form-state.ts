import { z } from 'zod';
import { formKeys } from '../cards/index.js';

/** What a form is begun with. */
export const formStart = z.object({ form: z.enum(formKeys), about: z.record(z.string(), z.unknown()) });
export type FormStart = z.output<typeof formStart>;

/** What has been said so far in a run of the form dialog. It is stored between turns, so it is read as strictly as any input. */
export const formState = formStart.extend({
  /** Id of this run: a card of an earlier one is over. */
  instance: z.uuid(),
  step: z.enum(['fill', 'confirm']),
  /** As typed, by field; null before anything was. */
  typed: z.record(z.string(), z.string()).nullable(),
});
export type FormState = z.output<typeof formState>;
