import { z } from 'zod';

/** What has been said so far in a run of the ask dialog. It is stored between turns, so it is read as strictly as any input. */
export const askState = z.object({
  /** Id of this run: a card of an earlier one is over. */
  instance: z.uuid(),
  kind: z.enum(['data', 'join']),
  /** The steps of this run, in order; what was known from the start is not asked. */
  steps: z.array(z.enum(['dataset', 'workspace', 'terms', 'confirm'])).min(1),
  at: z.number().int().min(0).max(3),
  datasetId: z.number().int().nullable(),
  workspaceId: z.number().int().nullable(),
  purpose: z.string(),
  /** As typed, kept while it is wrong. */
  untilTyped: z.string().nullable(),
  /** ISO date once it was understood. */
  untilOn: z.string().nullable(),
});
export type AskState = z.output<typeof askState>;

/** What the dialog is begun with. */
export const askOptions = z.object({ kind: z.enum(['data', 'join']), datasetId: z.number().int().optional(), workspaceId: z.number().int().optional() });
export type AskOptions = z.output<typeof askOptions>;
