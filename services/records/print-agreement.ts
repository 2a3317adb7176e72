import { localDate, numberOf, type Context } from '../context/index.js';
import { fillIn, type AgreementTemplate, type AgreementText, type Placeholder } from './agreement-template.js';
import { loadAround } from './load-around.js';
import { maySee } from './permissions.js';
import type { GateRecord } from './record.js';
import { noteOf, objectOf } from './record-object.js';
import { findRecord } from './store.js';

/** What an agreement is made from beside what is on record. */
export interface AgreementParts {
  readonly template: AgreementTemplate;
  /** The institution's name, as it signs. */
  readonly institution: string;
  /** A day (ISO) in words. */
  day(iso: string): string;
}

export interface PrintedAgreement {
  readonly recordId: number;
  readonly text: AgreementText;
}

/**
 * Generates the agreement that a record is about from the institution's template (paper 4.1.7), for whoever stands around it; which version of
 * the template it was made from is on record. Undefined to anybody else, and for one that is no longer waiting to be signed.
 */
export async function printAgreement(context: Context, parts: AgreementParts, recordId: number): Promise<PrintedAgreement | undefined> {
  const record = await findRecord(context.trx, recordId);
  if (record?.kind !== 'agreement' || record.state !== 'proposed') return undefined;
  const object = objectOf(record);
  const around = await loadAround(context.trx, object, context.actor, 'look');
  if (!around || !maySee(around.standing)) return undefined;
  const text = fillIn(parts.template, await valuesFor(context, parts, record));
  const note = noteOf('print', 'agreement', object, record.id);
  context.audit.push({ ...note, outcome: 'done', facts: { kind: 'agreement', templateVersion: parts.template.version } });
  return { recordId, text };
}

async function valuesFor({ trx, organisation }: Context, { institution, day }: AgreementParts, record: GateRecord): Promise<Readonly<Record<Placeholder, string>>> {
  const row = await trx
    .selectFrom('datasets as d')
    .innerJoin('providers as v', 'v.id', 'd.provider_id')
    .innerJoin('projects as p', (join) => join.on('p.id', '=', record.project_id))
    .innerJoin('people as m', (join) => join.on('m.id', '=', record.filed_by))
    .select(['d.id as datasetId', 'v.name as provider', 'd.name as dataset', 'p.id as projectId', 'p.title as project', 'p.summary as purpose', 'm.name as preparedBy'])
    .where('d.id', '=', record.dataset_id)
    .executeTakeFirstOrThrow();
  return {
    institution,
    provider: row.provider,
    dataset: `${numberOf('dataset', row.datasetId)} ${row.dataset}`,
    project: `${numberOf('project', row.projectId)} ${row.project}`,
    purpose: row.purpose,
    preparedBy: row.preparedBy,
    preparedOn: day(localDate(organisation, record.filed_at)),
    startsOn: day(record.starts_on),
    endsOn: record.ends_on === null ? '' : day(record.ends_on),
  };
}
