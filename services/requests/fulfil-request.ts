import type { ProcessActor } from '../context/index.js';
import { LockkeeperError, type Context } from '../context/index.js';
import { transact, type Surroundings } from '../audit/index.js';
import { awaitSignIn, waitForOwner } from './await-grantor.js';
import { changeState, subjectOf } from './change-state.js';
import { queueRemoval } from './end-access.js';
import { grantorCandidates } from './grantor-candidates.js';
import { withMembershipLock } from './membership-lock.js';
import { obstacleTo } from './obstacle-to.js';
import type { GrantorRights, GroupOwners } from './ports.js';
import { isFulfillable, type Cause, type RequestRecord } from './request.js';
import { fulfilWhenPossible } from './review.js';
import { groupOf, lockRequest } from './store.js';

export interface Fulfilment extends Surroundings {
  readonly owners: GroupOwners;
  readonly rights: GrantorRights;
}

/** One try of a job. */
export interface Attempt {
  readonly last: boolean;
  readonly correlationId?: string | undefined;
}

const fulfilment: ProcessActor = { kind: 'process', id: 'fulfilment' };

/**
 * Carries an approved request out: checks again, chooses the grantor, makes the subject a member with the grantor's own rights, records.
 * Every step may be repeated: a crash between any two of them ends in the same state.
 * @param attempt `last`: no retry follows, and what fails now is recorded as `failed`, with its reason; `correlationId` of what it follows from
 * @throws LockkeeperError `directory-unavailable` when another attempt follows
 */
export async function fulfilRequest(world: Fulfilment, requestId: number, attempt: Attempt): Promise<void> {
  const run = <Value>(work: (context: Context) => Promise<Value>): Promise<Value> => transact(world, fulfilment, work, attempt.correlationId);
  try {
    const ready = await run((context) => checkAgain(context, requestId));
    if (!ready) return;
    const owners = await world.owners.ownersOf(ready.groupId);
    const candidates = await grantorCandidates(world.db, ready.request);
    const grantorId = [...candidates.deciders, ...candidates.others].find((id) => owners.includes(id));
    if (grantorId === undefined) return await run((context) => waitForOwner(context, requestId, candidates.others[0] ?? candidates.deciders[0] ?? null));
    const signIns = await run((context) => begin(context, requestId, grantorId));
    // Recorded within the lock: whoever removes this membership next sees whether the request explains it.
    const outcome = await withMembershipLock(world.db, ready.groupId, ready.request.subject_id, async () => {
      if (!(await run((context) => standsStill(context, requestId)))) return 'ended-meanwhile';
      const result = await world.rights.addMember({ grantorId, groupId: ready.groupId, personId: ready.request.subject_id });
      if (result === 'added' || result === 'already-member') {
        await run((context) => activate(context, requestId, { group: ready.groupId, grantor: grantorId, result }));
      }
      return result;
    });
    switch (outcome) {
      case 'added':
      case 'already-member':
        return;
      case 'sign-in-needed':
        return await run((context) => awaitSignIn(context, ready.request, { id: grantorId, signIns }));
      case 'refused':
        return await run((context) => fail(context, requestId, 'directory-refused'));
      case 'ended-meanwhile':
        return;
      default:
        return outcome satisfies never;
    }
  } catch (error) {
    if (!attempt.last) throw error;
    await run((context) => fail(context, requestId, 'directory-unavailable'));
    // What is no fault of the directory is one of ours: it is recorded, and still told to whoever watches the jobs.
    if (!(error instanceof LockkeeperError)) throw error;
  }
}

interface Ready {
  readonly request: RequestRecord;
  readonly groupId: string;
}

/** Authority, gates, expiry and place, as they are now: an approval may be days old. */
async function checkAgain(context: Context, requestId: number): Promise<Ready | undefined> {
  const request = await lockRequest(context.trx, requestId);
  if (!request || !isFulfillable(request.state)) return undefined;
  const cause = await obstacleTo(context, request);
  if (cause === 'outer-awaited') return undefined;
  if (cause) {
    await fail(context, requestId, cause);
    return undefined;
  }
  const groupId = await groupOf(context.trx, request);
  if (groupId !== undefined) return { request, groupId };
  await fail(context, requestId, 'no-longer-possible');
  return undefined;
}

/** Answers with how often the grantor had signed in when this attempt began. */
async function begin(context: Context, requestId: number, grantorId: string): Promise<number> {
  const request = await lockRequest(context.trx, requestId);
  const grantor = await context.trx.selectFrom('people').select('sign_ins').where('id', '=', grantorId).executeTakeFirstOrThrow();
  if (request?.state === 'approved' || request?.state === 'awaiting-sign-in') {
    await changeState(context, request, { action: 'fulfil', patch: { grantor_id: grantorId, failure: null, grant_begun_at: context.clock.now() }, facts: { grantor: grantorId } });
  }
  return grantor.sign_ins;
}

/** Within the membership's lock: nothing is added for a request that has ended meanwhile, or for which something has lapsed. */
async function standsStill(context: Context, requestId: number): Promise<boolean> {
  const request = await lockRequest(context.trx, requestId);
  return request?.state === 'fulfilling' && !(await failOnObstacle(context, request));
}

async function failOnObstacle(context: Context, request: RequestRecord): Promise<boolean> {
  const cause = await obstacleTo(context, request);
  if (cause) await fail(context, request.id, cause === 'outer-awaited' ? 'outer-not-granted' : cause);
  return cause !== undefined;
}

async function activate(context: Context, requestId: number, added: { readonly group: string; readonly grantor: string; readonly result: 'added' | 'already-member' }): Promise<void> {
  const request = await lockRequest(context.trx, requestId);
  if (!request) return;
  // The directory has changed, whatever became of the request meanwhile.
  context.audit.push({ ...subjectOf(request), action: 'membership.add', outcome: 'done', facts: { ...added } });
  if (request.state !== 'fulfilling') {
    if (request.state !== 'active') await queueRemoval(context, request);
    return;
  }
  // While the directory answered, a package may have been suspended: what was added is taken out again.
  if (await failOnObstacle(context, request)) return;
  const resumed = request.activated_at !== null;
  const active = await changeState(context, request, {
    action: 'activate',
    patch: { grantor_id: added.grantor, failure: null, cause: null, activated_at: request.activated_at ?? context.clock.now() },
    event: resumed ? 'resumed' : 'active',
  });
  if (active.type !== 'join-workspace') return;
  const inner = await context.trx
    .selectFrom('requests')
    .selectAll()
    .where('type', '=', 'data-access')
    .where('subject_id', '=', active.subject_id)
    .where('workspace_id', '=', active.workspace_id)
    .where('state', '=', 'approved')
    .execute();
  for (const row of inner as RequestRecord[]) await fulfilWhenPossible(context, row);
}

/** Visibly failed, with its reason. An attempt whose answer was lost may have made the subject a member: the remover makes sure. */
export async function fail(context: Context, requestId: number, cause: Cause): Promise<void> {
  const request = await lockRequest(context.trx, requestId);
  if (!request || !isFulfillable(request.state)) return;
  const failed = await changeState(context, request, { action: 'fail', patch: { cause, failure: cause }, event: 'failed', reason: cause });
  if (request.state === 'fulfilling') await queueRemoval(context, failed);
}
