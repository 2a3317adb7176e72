import { z } from 'zod';
import { id } from '../verb-fields.js';

/** Buttons of what the comparison with the directory found. */
export const membershipSchemas = {
  'finding.grant-again': z.strictObject({ verb: z.literal('finding.grant-again'), findingId: id, requestId: id, version: id }),
  'removals.confirm': z.strictObject({ verb: z.literal('removals.confirm'), questionId: id, version: id }),
} as const;
