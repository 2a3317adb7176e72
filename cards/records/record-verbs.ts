import { z } from 'zod';
import { id } from '../verb-fields.js';


/** What a link can be asked for around an agreement. */
export const agreementLinks = ['print', 'hand-in', 'open'] as const;
export type AgreementLink = (typeof agreementLinks)[number];

/** Buttons of what the gates ask to be on record. */
export const recordSchemas = {
  'gates.show': z.strictObject({ verb: z.literal('gates.show'), projectId: id.optional(), packageId: id.optional(), datasetId: id.optional() }),
  'record.show': z.strictObject({ verb: z.literal('record.show'), recordId: id }),
  'record.confirm': z.strictObject({ verb: z.literal('record.confirm'), recordId: id }),
  'record.decline': z.strictObject({ verb: z.literal('record.decline'), recordId: id, comment: z.string().trim().min(1).max(2_000) }),
  'record.link': z.strictObject({ verb: z.literal('record.link'), recordId: id, link: z.enum(agreementLinks) }),
} as const;
