import { z } from 'zod';
import { tiers } from '../services/classification/index.js';

const key = z.number().int().positive();
const draft = { draftId: key, version: key };

/** What a button of a flowchart's card does to the draft that it names. */
export const flowchartMove = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), ...draft, question: z.string(), answer: z.enum(['yes', 'no']) }),
  z.object({ kind: z.literal('back'), ...draft }),
  z.object({ kind: z.literal('restart'), ...draft }),
  z.object({ kind: z.literal('leave'), ...draft }),
  z.object({ kind: z.literal('abandon'), ...draft }),
  z.object({ kind: z.literal('give'), ...draft, raise: z.object({ tier: z.literal(tiers), reason: z.string() }).optional() }),
  /** Begin, go on, or answer anew from a question of an opinion that stands. */
  z.object({ kind: z.literal('begin'), classificationId: key, from: z.string().optional() }),
]);
export type FlowchartMove = z.output<typeof flowchartMove>;

/** What the dialog is begun with. */
export type FlowchartOptions = FlowchartMove;

/** The draft on which typed words act. It is stored between turns, so it is read as strictly as any input. */
export const flowchartState = z.object(draft);
export type FlowchartState = z.output<typeof flowchartState>;

const said: readonly (readonly [RegExp, 'yes' | 'no' | 'back' | 'why' | 'restart' | 'give'])[] = [
  [/^(?:y|yes|yep)$/i, 'yes'],
  [/^(?:n|no|nope)$/i, 'no'],
  [/^(?:back|go back)$/i, 'back'],
  [/^(?:why|why do you ask)$/i, 'why'],
  [/^(?:start over|restart|again from the start)$/i, 'restart'],
  [/^(?:give|give (?:it|my opinion)|send)$/i, 'give'],
];

/** What typed words mean to a flowchart; undefined when they mean nothing to it. */
export function readWords(text: string): (typeof said)[number][1] | undefined {
  const plain = text.trim().replace(/[.!?]+$/u, '');
  return said.find(([pattern]) => pattern.test(plain))?.[1];
}
