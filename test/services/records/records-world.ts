import { transact } from '../../../services/audit/index.js';
import * as records from '../../../services/records/index.js';
import type { FileRecord, GateRecord, RecordKind, RecordObject, Result, StandingOfGates } from '../../../services/records/index.js';
import type { Context } from '../../../services/context/index.js';
import type { TestDatabase } from '../../support/database.js';
import type { DatasetKey, PersonKey } from '../../support/hospital-builder.js';
import { OverRequests } from '../../support/over-requests.js';
import { RequestWorld } from '../../support/request-world.js';

/** What is said with each kind, in order, so that only standing and state decide. The clock of a new world says 2026-11-23. */
const said = {
  training: { course: 'Handling research data', completedOn: '2026-11-20', evidence: 'certificate 4711' },
  authority: { right: 'owner-permits', personalData: 'not-on-consent', statement: 'letter of the owner, 3 May' },
  'lawful-basis': { sharing: 'public task', use: 'public task', consent: 'was-not-the-basis' },
  dpia: { reference: 'register 12', finalOn: '2026-11-01' },
  ethics: { outcome: 'approved', reference: 'REC 26/1', decidedOn: '2026-10-01' },
  'website-terms': { outcome: 'none-used', sites: '' },
} as const;
export type Said = Exclude<RecordKind, 'agreement'>;

/** The people of a hospital who put things on record. */
export class RecordsWorld extends OverRequests {
  private constructor(requests: RequestWorld) {
    super(requests);
  }

  static async build(database: TestDatabase): Promise<RecordsWorld> {
    return new RecordsWorld(await RequestWorld.build(database));
  }

  as<Value>(person: PersonKey, work: (context: Context) => Promise<Value>): Promise<Value> {
    return transact(this.surroundings, this.actor(person), work);
  }

  /** What a record of the kind is about here: the person's own training, admissions, the package of tier 2, the project. */
  objectFor(kind: RecordKind, person: PersonKey = 'researcher', dataset: DatasetKey = 'admissions'): RecordObject {
    const { id, datasets, at, projectId } = this.hospital;
    switch (kind) {
      case 'training':
        return { kind: 'person', personId: id[person] };
      case 'authority':
        return { kind: 'dataset', datasetId: datasets[dataset] };
      case 'agreement':
        return { kind: 'dataset-in-project', datasetId: datasets[dataset], projectId };
      case 'lawful-basis':
      case 'dpia':
        return { kind: 'package', packageId: at[2].packageId };
      case 'ethics':
      case 'website-terms':
        return { kind: 'project', projectId };
      default:
        return kind satisfies never;
    }
  }

  /** Files a record of the kind with inputs that are in order, save for what `more` changes. */
  file(person: PersonKey, kind: Said, more: { readonly object?: RecordObject; readonly endsOn?: string; readonly details?: object } = {}): Promise<Result<GateRecord>> {
    const { object = this.objectFor(kind, person), endsOn, details } = more;
    const command = { object, kind, details: { ...said[kind], ...details }, ...(endsOn === undefined ? {} : { endsOn }) } as FileRecord;
    return this.as(person, (context) => records.fileRecord(context, command));
  }

  /** Prepares an agreement for a dataset of the project, from today until the day. */
  prepare(person: PersonKey, endsOn = '2027-11-23', dataset: DatasetKey = 'admissions', startsOn = '2026-11-23'): Promise<Result<GateRecord>> {
    return this.as(person, (context) => records.fileRecord(context, { object: this.objectFor('agreement', person, dataset), kind: 'agreement', details: {}, startsOn, endsOn }));
  }

  confirm = (person: PersonKey, recordId: number): Promise<Result<GateRecord>> => this.as(person, (context) => records.confirmRecord(context, { recordId }));
  decline = (person: PersonKey, recordId: number, comment = 'the certificate is for another course'): Promise<Result<GateRecord>> =>
    this.as(person, (context) => records.declineRecord(context, { recordId, comment }));
  sweep = (): Promise<records.SweptRecords> => records.sweepRecords(this.surroundings);
  standing = (person: PersonKey, object: RecordObject): Promise<StandingOfGates | undefined> => this.as(person, (context) => records.standingOfGates(context, object));

  async stateOf(recordId: number): Promise<string> {
    return (await this.db.selectFrom('gate_records').select('state').where('id', '=', recordId).executeTakeFirstOrThrow()).state;
  }

  /** Messages about records and warnings, oldest first: whom, and what. */
  async told(): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('outbox as o')
      .leftJoin('gate_records as r', (join) => join.onRef('r.id', '=', 'o.about_id').on('o.about_type', '=', 'record'))
      .leftJoin('lapse_warnings as w', (join) => join.onRef('w.id', '=', 'o.about_id').on('o.about_type', '=', 'lapse'))
      .select(['o.recipient_id', 'o.payload', 'r.kind as record', 'w.kind as lapse', 'w.days'])
      .where('o.about_type', 'in', ['record', 'lapse'])
      .orderBy('o.id')
      .execute();
    return rows.map(({ recipient_id, payload, record, lapse, days }) => {
      const what = record === null ? [days === 0 ? 'lapsed' : 'lapses', lapse, ...(days === 0 ? [] : [days])] : [payload['event'], record];
      return [...what, 'to', this.hospital.keyOf(recipient_id)].join(' ');
    });
  }

  /** Audit entries of this world about records, as `action outcome reason`. */
  async audit(): Promise<readonly string[]> {
    const rows = await this.db.selectFrom('audit_entries').select('entry').where('seq', '>', this.requests.auditBefore).where('object_type', 'in', ['record', 'document']).orderBy('seq').execute();
    return rows.map(({ entry }) => {
      const { action, outcome, reason } = JSON.parse(entry) as { action: string; outcome: string; reason?: string };
      return [action, outcome, reason].filter(Boolean).join(' ');
    });
  }
}

export const reasonOf = (result: Result<unknown>): string => (result.kind === 'refused' ? result.reason : result.kind);

export function valueOf<Value>(result: Result<Value>): Value {
  if (result.kind === 'refused') throw new Error(`refused: ${result.reason}`);
  return result.value;
}
