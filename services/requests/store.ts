import type { Trx } from '../context/index.js';
import { commitmentsFor, commitmentVersions, type CommitmentKey } from './commitments.js';
import { isAccess, type RequestRecord } from './request.js';
import { accessRules } from './request-types.js';
import type { Seat } from './seats.js';

/** Loads a request and locks it until the transaction ends: two who act on it at once act one after the other. */
export async function lockRequest(trx: Trx, id: number): Promise<RequestRecord | undefined> {
  const row = await trx.selectFrom('requests').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row as RequestRecord | undefined;
}

export async function findRequest(trx: Trx, id: number): Promise<RequestRecord | undefined> {
  const row = await trx.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirst();
  return row as RequestRecord | undefined;
}

/** A seat as it is stored, with who is asked. */
export interface StoredSeat {
  readonly id: number;
  readonly stage: number;
  readonly role: string;
  readonly principalId: string | null;
  readonly state: 'waiting' | 'pending' | 'filled' | 'satisfied' | 'closed';
}

export async function loadSeats(trx: Trx, request: Pick<RequestRecord, 'id' | 'version'>): Promise<readonly StoredSeat[]> {
  const rows = await trx
    .selectFrom('request_seats')
    .select(['id', 'stage', 'role', 'principal_id', 'state'])
    .where('request_id', '=', request.id)
    .where('version', '=', request.version)
    .orderBy('stage')
    .orderBy('id')
    .execute();
  return rows.map(({ principal_id, ...row }) => ({ ...row, principalId: principal_id }));
}

/** Who has been asked for each seat of a request, by the seat's id. */
export async function loadHolders(trx: Trx, requestId: number): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await trx.selectFrom('seat_holders').select(['seat_id', 'person_id']).where('request_id', '=', requestId).execute();
  return new Map([...new Set(rows.map(({ seat_id }) => seat_id))].map((seat) => [seat, rows.filter(({ seat_id }) => seat_id === seat).map(({ person_id }) => person_id)]));
}

/** Stores the seats of a version; those of the first open stage become pending for their holders. */
export async function insertSeats(trx: Trx, request: RequestRecord, seats: readonly Seat[], openStage: number, now: Date): Promise<void> {
  if (seats.length === 0) return;
  const rows = await trx
    .insertInto('request_seats')
    .values(
      seats.map((seat) => ({
        request_id: request.id,
        version: request.version,
        stage: seat.stage,
        role: seat.role,
        principal_id: seat.principalId,
        state: seat.satisfied ? ('satisfied' as const) : seat.stage === openStage ? ('pending' as const) : ('waiting' as const),
      })),
    )
    .returning(['id', 'stage', 'role', 'principal_id', 'state'])
    .execute();
  for (const row of rows) {
    if (row.state !== 'pending') continue;
    const seat = seats.find((candidate) => candidate.stage === row.stage && candidate.role === row.role && candidate.principalId === row.principal_id);
    await setHolders(trx, request.id, row.id, seat?.holders ?? [], now);
  }
}

/** Replaces who is asked for a pending seat; whoever stays keeps the time they were asked at. */
export async function setHolders(trx: Trx, requestId: number, seatId: number, holders: readonly string[], now: Date): Promise<void> {
  await trx
    .deleteFrom('seat_holders')
    .where('seat_id', '=', seatId)
    .$if(holders.length > 0, (query) => query.where('person_id', 'not in', holders))
    .execute();
  if (holders.length === 0) return;
  await trx
    .insertInto('seat_holders')
    .values(holders.map((person_id) => ({ seat_id: seatId, person_id, request_id: requestId, pending: true, asked_at: now })))
    .onConflict((conflict) => conflict.columns(['seat_id', 'person_id']).doUpdateSet({ pending: true }))
    .execute();
}

/** Closes every seat that still waits: nobody is asked any more. */
export async function closeSeats(trx: Trx, requestId: number): Promise<void> {
  await trx.updateTable('seat_holders').set({ pending: false }).where('request_id', '=', requestId).where('pending', '=', true).execute();
  await trx.updateTable('request_seats').set({ state: 'closed' }).where('request_id', '=', requestId).where('state', 'in', ['waiting', 'pending']).execute();
}

type Gated = Pick<RequestRecord, 'type' | 'tier' | 'dataset_id' | 'subject_id' | 'workspace_id'>;

/** True when the subject has accepted every commitment of the request in its present wording. */
export async function hasAccepted(trx: Trx, request: Gated): Promise<boolean> {
  return (await missingCommitments(trx, request)).length === 0;
}

/** What the subject has still to accept for the request, in its present wording. */
export async function missingCommitments(trx: Trx, request: Gated): Promise<readonly CommitmentKey[]> {
  const accepted = await trx
    .selectFrom('commitments_accepted')
    .select(['commitment', 'dataset_id', 'version'])
    .where('person_id', '=', request.subject_id)
    .where('workspace_id', '=', request.workspace_id)
    .execute();
  return commitmentsFor(request)
    .filter(({ key, datasetId }) => !accepted.some((row) => row.commitment === key && row.dataset_id === datasetId && row.version === commitmentVersions[key]))
    .map(({ key }) => key);
}

/** Records that `request.subject_id` has accepted every commitment of the request. */
export async function recordCommitments(trx: Trx, request: Gated, now: Date): Promise<void> {
  await trx
    .insertInto('commitments_accepted')
    .values(
      commitmentsFor(request).map(({ key, datasetId }) => ({
        person_id: request.subject_id,
        workspace_id: request.workspace_id,
        dataset_id: datasetId,
        commitment: key,
        version: commitmentVersions[key],
        accepted_at: now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['person_id', 'workspace_id', 'dataset_id', 'commitment', 'version']).doNothing())
    .execute();
}

/** Directory group of which the subject becomes a member; none where the request gives no access. */
export async function groupOf(trx: Trx, request: Pick<RequestRecord, 'type' | 'workspace_id' | 'dataset_id'>): Promise<string | undefined> {
  if (!isAccess(request.type)) return undefined;
  const row = await trx
    .selectFrom('directory_groups')
    .select('id')
    .where('workspace_id', '=', request.workspace_id)
    .where('kind', '=', accessRules[request.type].group)
    .where('dataset_id', request.dataset_id === null ? 'is' : '=', request.dataset_id)
    .executeTakeFirst();
  return row?.id;
}
