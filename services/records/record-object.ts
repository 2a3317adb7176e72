import { sql, type RawBuilder } from 'kysely';
import { numberOf, type AuditNote } from '../context/index.js';
import type { RecordKind } from './gates.js';
import type { GateRecord } from './record.js';

/** What a record is about, by its ids. */
export type RecordObject =
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'dataset'; readonly datasetId: number }
  | { readonly kind: 'dataset-in-project'; readonly datasetId: number; readonly projectId: number }
  | { readonly kind: 'package'; readonly packageId: number }
  | { readonly kind: 'project'; readonly projectId: number };

/** The columns by which its rows are found. */
export function columnsOf(object: RecordObject): Pick<GateRecord, 'person_id' | 'dataset_id' | 'work_package_id' | 'project_id'> {
  return {
    person_id: object.kind === 'person' ? object.personId : null,
    dataset_id: object.kind === 'dataset' || object.kind === 'dataset-in-project' ? object.datasetId : null,
    work_package_id: object.kind === 'package' ? object.packageId : null,
    project_id: object.kind === 'project' || object.kind === 'dataset-in-project' ? object.projectId : null,
  };
}

/** SQL of the ids around something, by which the records about it are found; left out where the thing has none of the kind. */
export interface Ids {
  readonly person?: RawBuilder<unknown>;
  readonly dataset?: RawBuilder<unknown>;
  readonly package?: RawBuilder<unknown>;
  readonly project?: RawBuilder<unknown>;
}

/** The same of what a record is about. */
export const idsOf = (object: RecordObject): Ids => ({
  ...('personId' in object ? { person: sql`${object.personId}::text` } : {}),
  ...('datasetId' in object ? { dataset: sql`${object.datasetId}::integer` } : {}),
  ...('packageId' in object ? { package: sql`${object.packageId}::integer` } : {}),
  ...('projectId' in object ? { project: sql`${object.projectId}::integer` } : {}),
});

/** What a row is about. */
export function objectOf(record: Pick<GateRecord, 'person_id' | 'dataset_id' | 'work_package_id' | 'project_id'>): RecordObject {
  const { person_id: personId, dataset_id: datasetId, work_package_id: packageId, project_id: projectId } = record;
  if (personId !== null) return { kind: 'person', personId };
  if (packageId !== null) return { kind: 'package', packageId };
  if (datasetId !== null) return projectId === null ? { kind: 'dataset', datasetId } : { kind: 'dataset-in-project', datasetId, projectId };
  if (projectId !== null) return { kind: 'project', projectId };
  throw new Error('a record is about something');
}

/** What every audit entry about a record says of it. */
export function noteOf(action: string, kind: RecordKind, object: RecordObject, recordId?: number): Pick<AuditNote, 'action' | 'objectType' | 'objectId' | 'facts'> & Partial<AuditNote> {
  return {
    action: `record.${action}`,
    objectType: 'record',
    objectId: recordId === undefined ? '' : numberOf('record', recordId),
    ...(object.kind === 'person' ? { subjectId: object.personId } : {}),
    ...('datasetId' in object ? { datasetId: object.datasetId } : {}),
    ...('projectId' in object ? { projectId: object.projectId } : {}),
    facts: { kind, ...(object.kind === 'package' ? { workPackage: numberOf('package', object.packageId) } : {}) },
  };
}
