import { sql } from 'kysely';
import type { Trx } from '../context/index.js';
import { localDate, type Context } from '../context/index.js';
import { commitmentsFor, commitmentVersions } from './commitments.js';
import type { Gate, RequestRecord } from './request.js';
import { requestTypeRules } from './request-types.js';
import type { Seat, SeatFacts } from './seats.js';
import type { SeatRole } from './views.js';

/** Loads a request and locks it until the transaction ends: two who act on it at once act one after the other. */
export async function lockRequest(trx: Trx, id: number): Promise<RequestRecord | undefined> {
  const row = await trx.selectFrom('requests').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row as RequestRecord | undefined;
}

export async function findRequest(trx: Trx, id: number): Promise<RequestRecord | undefined> {
  const row = await trx.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirst();
  return row as RequestRecord | undefined;
}

/** A request, or one that is still to be made: nobody sits in a seat of that yet. */
type FactsOf = Pick<RequestRecord, 'project_id' | 'work_package_id' | 'dataset_id' | 'subject_id'> & Partial<Pick<RequestRecord, 'id' | 'version'>>;

/** Everyone who stands somewhere around the request, from the current roles: one round trip each for roles, representatives and approvals. */
export async function loadSeatFacts(trx: Trx, request: FactsOf): Promise<SeatFacts> {
  const roles = await trx
    .selectFrom('project_roles as r')
    .innerJoin('people as p', 'p.id', 'r.person_id')
    .select(['r.person_id', 'r.role', 'p.enabled'])
    .where('r.project_id', '=', request.project_id)
    .where('r.until', 'is', null)
    .execute();
  const people = await sql<{ kind: 'programme-manager' | 'conflict' | 'gone' | 'approved'; id: string }>`
    select 'programme-manager' as kind, h.person_id as id from system_role_holders h join people p on p.id = h.person_id where h.role = 'programme-manager' and p.enabled
    union all select 'conflict', person_id from declared_conflicts where project_id = ${request.project_id}
    union all select 'approved', dataset_id::text from package_approvals
      where work_package_id = ${request.work_package_id} and subject_id = ${request.subject_id} and voided_at is null`.execute(trx);
  const representatives = await trx
    .selectFrom('work_package_datasets as d')
    .leftJoin('dataset_representatives as r', (join) => join.onRef('r.dataset_id', '=', 'd.dataset_id').on('r.until', 'is', null))
    .leftJoin('people as p', 'p.id', 'r.person_id')
    .select(['d.dataset_id', 'r.person_id', 'r.deputy', 'p.enabled'])
    .where('d.work_package_id', '=', request.work_package_id)
    .$if(request.dataset_id !== null, (query) => query.where('d.dataset_id', '=', request.dataset_id ?? 0))
    .orderBy('d.dataset_id')
    .orderBy('r.since')
    .execute();
  const sitting = request.id === undefined ? [] : await loadSitting(trx, { id: request.id, version: request.version ?? 1 });

  const withRole = (role: string): readonly string[] => roles.filter((row) => row.role === role).map((row) => row.person_id);
  const ofKind = (kind: string): readonly string[] => people.rows.filter((row) => row.kind === kind).map((row) => row.id);
  const barredHere = new Set(roles.filter((row) => row.role !== 'project-manager').map((row) => row.person_id));
  return {
    investigatorId: withRole('investigator')[0],
    projectManagerIds: withRole('project-manager'),
    programmeManagerIds: ofKind('programme-manager').filter((id) => !barredHere.has(id)),
    representatives: representedBy(representatives),
    conflicted: new Set(ofKind('conflict')),
    gone: new Set([...roles, ...representatives].filter((row) => row.enabled === false).flatMap((row) => row.person_id ?? [])),
    approvedDatasetIds: new Set(ofKind('approved').map(Number)),
    sitting,
  };
}

/** Each dataset with its principals and deputies. One that nobody represents has a vacant seat, not none: the institution never steps in. */
function representedBy(rows: readonly { readonly dataset_id: number; readonly person_id: string | null; readonly deputy: boolean | null }[]): SeatFacts['representatives'] {
  return [...new Set(rows.map((row) => row.dataset_id))].flatMap((datasetId) => {
    const own = rows.filter((row) => row.dataset_id === datasetId);
    const deputyIds = own.filter((row) => row.deputy === true).flatMap((row) => row.person_id ?? []);
    const principals: readonly (string | null)[] = own.filter((row) => row.deputy === false).map((row) => row.person_id);
    return (principals.length === 0 ? [null] : principals).map((principalId) => ({ datasetId, principalId, deputyIds }));
  });
}

async function loadSitting(trx: Trx, request: Pick<RequestRecord, 'id' | 'version'>): Promise<NonNullable<SeatFacts['sitting']>> {
  const rows = await trx
    .selectFrom('votes as v')
    .innerJoin('request_seats as s', 's.id', 'v.seat_id')
    .select(['s.stage', 's.role', 's.principal_id', 'v.person_id'])
    .where('v.request_id', '=', request.id)
    .where('v.version', '=', request.version)
    .execute();
  return rows.map((row) => ({ stage: row.stage, role: row.role as SeatRole, principalId: row.principal_id, personId: row.person_id }));
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

/** The first gate that is not passed, or null (people-and-requests, "Gates"). */
export async function missingGate(context: Context, request: Gated): Promise<Gate | null> {
  if (!(await hasCurrentTraining(context, request.subject_id))) return 'training';
  return (await hasAccepted(context.trx, request)) ? null : 'commitments';
}

/** True while a training record of the person is current. */
export async function hasCurrentTraining(context: Context, personId: string): Promise<boolean> {
  const today = localDate(context.organisation, context.clock.now());
  const record = await context.trx.selectFrom('training_records').select('id').where('person_id', '=', personId).where('expires_on', '>=', today).limit(1).executeTakeFirst();
  return record !== undefined;
}

/**
 * True when the agreement of a dataset of the package has ended: it takes the workspace with it, and with the workspace all data in it
 * ("a lapsed training or agreement suspends them all until renewed").
 */
export async function hasLapsedAgreement(context: Context, packageId: number): Promise<boolean> {
  const today = localDate(context.organisation, context.clock.now());
  const lapsed = await context.trx
    .selectFrom('work_package_datasets as d')
    .innerJoin('datasets as s', 's.id', 'd.dataset_id')
    .select('s.id')
    .where('d.work_package_id', '=', packageId)
    .where('s.agreement_ends_on', '<', today)
    .limit(1)
    .executeTakeFirst();
  return lapsed !== undefined;
}

/** True when the subject has accepted every commitment of the request in its present wording. */
export async function hasAccepted(trx: Trx, request: Gated): Promise<boolean> {
  const accepted = await trx
    .selectFrom('commitments_accepted')
    .select(['commitment', 'dataset_id', 'version'])
    .where('person_id', '=', request.subject_id)
    .where('workspace_id', '=', request.workspace_id)
    .execute();
  return commitmentsFor(request).every(({ key, datasetId }) =>
    accepted.some((row) => row.commitment === key && row.dataset_id === datasetId && row.version === commitmentVersions[key]),
  );
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

/** Directory group of which the subject becomes a member. */
export async function groupOf(trx: Trx, request: Pick<RequestRecord, 'type' | 'workspace_id' | 'dataset_id'>): Promise<string | undefined> {
  const row = await trx
    .selectFrom('directory_groups')
    .select('id')
    .where('workspace_id', '=', request.workspace_id)
    .where('kind', '=', requestTypeRules[request.type].group)
    .where('dataset_id', request.dataset_id === null ? 'is' : '=', request.dataset_id)
    .executeTakeFirst();
  return row?.id;
}
