import * as classification from '../../../services/classification/index.js';
import type { ClassificationContext, PersonAction, Result } from '../../../services/classification/index.js';
import type { PersonKey } from '../../support/hospital-builder.js';
import type { ClassificationWorld } from './classification-world.js';

/** A package with its newest round, and the drafts that people have there. */
export interface Place {
  readonly packageId: number;
  readonly classificationId: number;
  readonly drafts: Readonly<Partial<Record<PersonKey, number>>>;
  /** Whom Representatives approve; the Referee unless it says otherwise. */
  readonly approves?: PersonKey;
}

/** One act of one person, taken back afterwards. */
export async function tryAct(world: ClassificationWorld, person: PersonKey, action: PersonAction, place: Place) {
  const trx = await world.db.startTransaction().execute();
  try {
    const context: ClassificationContext = { ...world.surroundings, actor: world.actor(person), correlationId: 'act', trx, audit: [], jobs: [], flowcharts: world.flowcharts };
    const result = await act(context, world, person, action, place);
    const { state } = await trx.selectFrom('work_packages').select('state').where('id', '=', place.packageId).executeTakeFirstOrThrow();
    return { result, after: state, audit: context.audit };
  } finally {
    await trx.rollback().execute();
  }
}

/** The same within a transaction of its own, where it stays. */
export async function act(context: ClassificationContext, world: ClassificationWorld, person: PersonKey, action: PersonAction, { packageId, classificationId, drafts, approves = 'referee' }: Place): Promise<Result<unknown>> {
  const { id, datasets } = world.hospital;
  switch (action) {
    case 'record-preliminary-tier':
      return classification.recordPreliminaryTier(context, { packageId, tier: 2 });
    case 'open':
      return classification.openClassification(context, { packageId, flowchart: 'turing-tiers' });
    case 'clear':
      return classification.clearClassification(context, { classificationId });
    case 'nudge':
      return classification.nudgeClassifiers(context, { classificationId });
    case 'close': {
      const round = await context.trx.selectFrom('classifications').select('version').where('id', '=', classificationId).executeTakeFirst();
      return classification.closeClassification(context, { classificationId, version: round?.version ?? 0 });
    }
    case 'answer':
      return classification.beginAnswering(context, { classificationId });
    case 'give': {
      const draftId = drafts[person] ?? 0;
      const draft = await context.trx.selectFrom('answer_drafts').select('version').where('id', '=', draftId).executeTakeFirst();
      return classification.giveOpinion(context, { draftId, version: draft?.version ?? 0 });
    }
    case 'approve-person':
      return classification.approvePerson(context, { packageId, subjectId: id[approves] });
    case 'withdraw-dataset':
      return classification.withdrawDataset(context, { classificationId, datasetId: person === 'otherRepresentative' ? datasets.imaging : datasets.admissions });
    case 'reconsider':
      return classification.reconsider(context, { classificationId });
    case 'proceed': {
      const round = await context.trx.selectFrom('classifications').select('version').where('id', '=', classificationId).executeTakeFirst();
      return classification.proceedAtHighest(context, { classificationId, version: round?.version ?? 0 });
    }
    case 'withdraw-from-classified':
      return classification.withdrawFromClassified(context, { packageId, datasetId: person === 'otherRepresentative' ? datasets.imaging : datasets.admissions });
    case 'record-tier-four':
      return classification.recordTierFourOutcome(context, { packageId, outcome: 'delete' });
    default:
      return action satisfies never;
  }
}
