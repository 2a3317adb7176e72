import { z } from 'zod';
import { longestReason, tierFourOutcomes, tiers } from '../../services/classification/index.js';
import { id, page, renew } from '../verb-fields.js';

const round = { classificationId: id };
const draft = { draftId: id, version: id };
const questionKey = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);
/** A tier that somebody chooses; the flowchart's own is never taken from a card. */
const tier = z.enum(tiers.map(String)).transform((typed) => tiers.find((one) => String(one) === typed) ?? z.NEVER);

/** Buttons of work packages, of their classification, and of a flowchart's questions. */
export const classificationSchemas = {
  'package.show': z.strictObject({ verb: z.literal('package.show'), packageId: id }),
  'package.explain': z.strictObject({ verb: z.literal('package.explain'), packageId: id }),
  'package.record': z.strictObject({ verb: z.literal('package.record'), packageId: id }),
  'packages.list': z.strictObject({ verb: z.literal('packages.list'), page, renew }),
  'classification.preliminary': z.strictObject({ verb: z.literal('classification.preliminary'), packageId: id, tier }),
  'classification.open': z.strictObject({ verb: z.literal('classification.open'), packageId: id, flowchart: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/) }),
  'classification.approve': z.strictObject({ verb: z.literal('classification.approve'), packageId: id, person: z.guid() }),
  'classification.begin': z.strictObject({ verb: z.literal('classification.begin'), ...round, from: questionKey.optional() }),
  'classification.nudge': z.strictObject({ verb: z.literal('classification.nudge'), ...round }),
  'classification.clear': z.strictObject({ verb: z.literal('classification.clear'), ...round }),
  'classification.close': z.strictObject({ verb: z.literal('classification.close'), ...round, version: id }),
  'classification.reconsider': z.strictObject({ verb: z.literal('classification.reconsider'), ...round }),
  'classification.proceed': z.strictObject({ verb: z.literal('classification.proceed'), ...round, version: id }),
  'classification.withdraw': z.strictObject({ verb: z.literal('classification.withdraw'), ...round, datasetId: id }),
  'package.withdraw': z.strictObject({ verb: z.literal('package.withdraw'), packageId: id, datasetId: id }),
  'package.tier-four': z.strictObject({ verb: z.literal('package.tier-four'), packageId: id, outcome: z.enum(tierFourOutcomes) }),
  'flowchart.answer': z.strictObject({ verb: z.literal('flowchart.answer'), ...draft, question: questionKey, answer: z.enum(['yes', 'no']) }),
  'flowchart.back': z.strictObject({ verb: z.literal('flowchart.back'), ...draft }),
  'flowchart.restart': z.strictObject({ verb: z.literal('flowchart.restart'), ...draft }),
  'flowchart.leave': z.strictObject({ verb: z.literal('flowchart.leave'), ...draft }),
  'flowchart.abandon': z.strictObject({ verb: z.literal('flowchart.abandon'), ...draft }),
  'flowchart.give': z.strictObject({ verb: z.literal('flowchart.give'), ...draft }),
  'flowchart.raise': z.strictObject({ verb: z.literal('flowchart.raise'), ...draft, tier, reason: z.string().trim().min(1).max(longestReason) }),
} as const;
