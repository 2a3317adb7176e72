import { localDate, numberOf, type Context } from '../context/index.js';
import { recordDocument, type DocumentRow, type KeptDocument } from '../documents/index.js';
import { renewCopies } from '../notifications/index.js';
import { loadAround, type Around } from './load-around.js';
import { nameOf } from './parts.js';
import { filingRole } from './permissions.js';
import type { GateRecord } from './record.js';
import { noteOf, objectOf } from './record-object.js';
import { bringIntoForce, findRecord, lockRecord } from './store.js';
import { tellWhoFiled } from './tell.js';

/** An agreement that waits for its signed copy, and for which dataset in which project it is. */
export interface AgreementToSign {
  readonly record: GateRecord;
  readonly about: string;
  /** Directory id of whoever hands it in. */
  readonly handedInBy: string;
}

/** For whoever may hand the signed copy in; undefined to anybody else, and once it is signed. */
export async function agreementToSign(context: Context, recordId: number): Promise<AgreementToSign | undefined> {
  const record = await findRecord(context.trx, recordId);
  if (!record || !maySign(context, record, await loadAround(context.trx, objectOf(record), context.actor, 'look'))) return undefined;
  return { record, about: await nameOf(context.trx, objectOf(record)), handedInBy: context.actor.id };
}

export interface SignedAgreement {
  readonly record: GateRecord;
  readonly document: DocumentRow;
}

/**
 * The signed copy of an agreement is handed in: it is in force, with its days, for this dataset in this project (people-and-requests, "Gates";
 * paper 4.1.7). Undefined as with `agreementToSign`; then nothing has changed.
 * @param copy what already stands in the document store for this record
 */
export async function signAgreement(context: Context, recordId: number, copy: KeptDocument, fileName: string): Promise<SignedAgreement | undefined> {
  const seen = await findRecord(context.trx, recordId);
  const around = seen && (await loadAround(context.trx, objectOf(seen), context.actor, 'change'));
  const record = await lockRecord(context.trx, recordId);
  if (!record || !maySign(context, record, around) || copy.kind !== 'agreement' || copy.objectId !== recordId) return undefined;
  const as = filingRole('agreement', around?.standing ?? new Set()) ?? record.filed_as;
  const note = noteOf('sign', 'agreement', objectOf(record), record.id);
  const document = await recordDocument(context, copy, fileName, { ...(note.projectId === undefined ? {} : { projectId: note.projectId }), ...(note.datasetId === undefined ? {} : { datasetId: note.datasetId }) });
  const { record: signed, superseded } = await bringIntoForce(context, record, { by: context.actor.id, as });
  context.audit.push({
    ...note,
    outcome: 'done',
    facts: { kind: 'agreement', endsOn: signed.ends_on, document: numberOf('document', document.id), sha256: document.sha256, ...(superseded ? { supersedes: superseded.id } : {}) },
  });
  await tellWhoFiled(context, signed, 'signed');
  await renewCopies(context, { type: 'record', id: signed.id });
  return { record: signed, document };
}

/** One whose last day has passed is prepared anew: it would take the place of one that holds. */
const maySign = ({ clock, organisation }: Context, record: GateRecord, around: Around | undefined): boolean =>
  record.kind === 'agreement' && record.state === 'proposed' && !(record.ends_on !== null && record.ends_on < localDate(organisation, clock.now())) && around !== undefined && around.open && filingRole('agreement', around.standing) !== undefined;

/** The signed copy of an agreement's record, for whoever stands around it. */
export async function signedCopy(context: Context, documentId: number): Promise<GateRecord | undefined> {
  const document = await context.trx.selectFrom('documents').select(['kind', 'object_id']).where('id', '=', documentId).executeTakeFirst();
  if (document?.kind !== 'agreement') return undefined;
  const record = await findRecord(context.trx, document.object_id);
  const around = record && (await loadAround(context.trx, objectOf(record), context.actor, 'look'));
  return record && around && around.standing.size > 0 ? record : undefined;
}
