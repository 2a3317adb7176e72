import { sql, type RawBuilder } from 'kysely';
import { localDate, type Context } from '../context/index.js';
import { isStopped, openGates, type GatePlace, type RecordKind } from '../records/index.js';
import { requestTypes, type Gate, type RequestRecord } from './request.js';
import { hasAccepted } from './store.js';

type Gated = Pick<RequestRecord, 'type' | 'tier' | 'dataset_id' | 'subject_id' | 'workspace_id' | 'work_package_id' | 'project_id'>;

/** The first gate that is not passed, or null (people-and-requests, "Gates"). The subject's own commitments come last: they can be accepted at any time. */
export async function missingGate(context: Context, request: Gated): Promise<Gate | null> {
  const [first] = await openRecords(context, request);
  if (first !== undefined) return first;
  return (await hasAccepted(context.trx, request)) ? null : 'commitments';
}

/** What is not on record and stops the request today, in the order of the table of gates. */
export const openRecords = (context: Context, request: Gated): Promise<readonly RecordKind[]> => openGates(context, request.type, gatePlaceOf(request));

/** By what the records that a request waits for are found. */
export const gatePlaceOf = ({ subject_id, dataset_id, work_package_id, project_id }: Omit<Gated, 'type' | 'tier' | 'workspace_id'>): GatePlace => ({ personId: subject_id, datasetId: dataset_id, packageId: work_package_id, projectId: project_id });

/** SQL that is true of a row `r` of `requests` which something that is not on record stops today. */
export function isStoppedRow({ clock, organisation }: Pick<Context, 'clock' | 'organisation'>): RawBuilder<boolean> {
  const today = localDate(organisation, clock.now());
  const ids = { person: sql.ref('r.subject_id'), dataset: sql.ref('r.dataset_id'), package: sql.ref('r.work_package_id'), project: sql.ref('r.project_id') };
  return sql<boolean>`(${sql.join(requestTypes.map((type) => sql`r.type = ${type} and ${isStopped(type, ids, today)}`), sql` or `)})`;
}
