import { authoriseInRound, noteOf } from '../authorise.js';
import type { ClassificationContext } from './classification-context.js';
import { classifierOf, type Classifier } from '../classifiers.js';
import type { DraftPlace } from './draft-store.js';
import type { Hold } from '../load-facts.js';
import { done, refuse, type Done, type Refused } from '../results.js';

/** Where the acting person answers: the round, its flowchart, and the role in which they classify. */
export interface AuthorisedPlace extends DraftPlace {
  readonly classifier: Classifier;
}

/** Looks whether the acting person may answer in a round now, and by which flowchart. The package is held until the transaction ends. */
export async function authorisePlace(context: ClassificationContext, action: 'answer' | 'give', classificationId: number, hold: Hold): Promise<Done<AuthorisedPlace> | Refused> {
  const authorised = await authoriseInRound(context, action, classificationId, hold);
  if (authorised.kind !== 'done') return authorised;
  const { facts, note, round } = authorised.value;
  const classifier = classifierOf(facts, context.actor.id);
  if (!classifier) return refuse(context, note, 'not-allowed');
  const flowchart = context.flowcharts.get(round.flowchart);
  if (!flowchart) return refuse(context, note, 'no-such-flowchart');
  return done({ inRound: authorised.value, flowchart, role: classifier.role, classifier });
}

/** The same for the round of a draft that is the acting person's own; to anyone else it is gone. The draft is locked after the package, always. */
export async function authoriseOwnPlace(context: ClassificationContext, action: 'answer' | 'give', draftId: number, hold: Hold): Promise<Done<AuthorisedPlace> | Refused> {
  const known = await context.trx.selectFrom('answer_drafts').select(['person_id', 'classification_id']).where('id', '=', draftId).executeTakeFirst();
  if (known?.person_id !== context.actor.id) return refuse(context, noteOf(`classification.${action}`, undefined), 'draft-gone');
  return authorisePlace(context, action, known.classification_id, hold);
}
