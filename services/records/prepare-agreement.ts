import { localDate, numberOf, type Context } from '../context/index.js';
import { fillIn, type AgreementTemplate } from './agreement-template.js';
import { details, type AgreementText } from './details.js';
import { propose } from './file-record.js';
import { loadAround } from './load-around.js';
import { maySee } from './permissions.js';
import type { GateRecord } from './record.js';
import { noteOf, objectOf, type RecordObject } from './record-object.js';
import { refuse, type Result } from './results.js';
import { findRecord } from './store.js';

export interface PrepareAgreement {
  readonly datasetId: number;
  readonly projectId: number;
  /** ISO dates. */
  readonly startsOn: string;
  readonly endsOn: string;
}

/** What an agreement is made from beside what is on record. */
export interface AgreementParts {
  readonly template: AgreementTemplate;
  /** The institution's name, as it signs. */
  readonly institution: string;
}

/**
 * The Project Manager has the agreement generated from the institution's template (paper 4.1.7). It is on record as proposed, word for word,
 * until the signed copy is handed in.
 */
export async function prepareAgreement(context: Context, { template, institution }: AgreementParts, command: PrepareAgreement): Promise<Result<GateRecord>> {
  const { datasetId, projectId, startsOn, endsOn } = command;
  const object: RecordObject = { kind: 'dataset-in-project', datasetId, projectId };
  const named = await namesFor(context, datasetId, projectId);
  if (!named) return refuse(context, noteOf('file', 'agreement', object), 'not-found');
  const text = fillIn(template, {
    ...named,
    institution,
    startsOn,
    endsOn,
    preparedOn: localDate(context.organisation, context.clock.now()),
  });
  return propose(context, { kind: 'agreement', object, details: { templateVersion: template.version, text }, startsOn, endsOn });
}

async function namesFor({ trx, actor }: Context, datasetId: number, projectId: number) {
  const row = await trx
    .selectFrom('datasets as d')
    .innerJoin('providers as v', 'v.id', 'd.provider_id')
    .innerJoin('projects as p', (join) => join.on('p.id', '=', projectId))
    .innerJoin('people as m', (join) => join.on('m.id', '=', actor.id))
    .select(['v.name as provider', 'd.name as dataset', 'p.title as project', 'p.summary as purpose', 'm.name as preparedBy'])
    .where('d.id', '=', datasetId)
    .executeTakeFirst();
  return row && { ...row, dataset: `${numberOf('dataset', datasetId)} ${row.dataset}`, project: `${numberOf('project', projectId)} ${row.project}` };
}

/** An agreement as it was generated, for whoever stands around it; undefined to anybody else. */
export async function viewAgreement(context: Context, recordId: number): Promise<{ readonly record: GateRecord; readonly text: AgreementText } | undefined> {
  const record = await findRecord(context.trx, recordId);
  if (record?.kind !== 'agreement') return undefined;
  const around = await loadAround(context.trx, objectOf(record), context.actor, 'look');
  if (!around || !maySee(around.standing)) return undefined;
  return { record, text: details.agreement.parse(record.details).text };
}
