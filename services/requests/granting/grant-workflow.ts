import { transact, type Surroundings } from '../../audit/index.js';
import type { Context } from '../../context/index.js';
import type { StepOutcome, Try, Workflow } from '../../workflows/index.js';
import { changeState } from '../change-state.js';
import { withMembershipLock } from '../membership-lock.js';
import { obstacleTo } from '../obstacle-to.js';
import type { GrantorRights, GroupOwners } from '../ports.js';
import { isFulfillable, type RequestRecord } from '../request.js';
import { groupOf, lockRequest } from '../store.js';
import { activate } from './activate.js';
import { grantPlan, type GrantInput } from './grant-plan.js';
import { grantorCandidates } from './grantor-candidates.js';

export interface Fulfilment extends Surroundings {
  readonly owners: GroupOwners;
  readonly rights: GrantorRights;
}

/** Carries an approved request out: checks again, chooses the grantor, makes the subject a member with the grantor's own rights, records. */
export const grantWorkflow = (world: Fulfilment): Workflow<GrantInput> => ({
  ...grantPlan,
  // Seven tries are two minutes; nothing is under way elsewhere.
  steps: [{ name: 'add-member', tryMs: 90_000, tries: 7, givesUpAfterMs: 0, run: (now) => addMember(world, now) }],
});

/** One try. Everything in it may be repeated: a crash between any two lines ends in the same state. */
async function addMember(world: Fulfilment, { input: { requestId }, correlationId }: Try<GrantInput>): Promise<StepOutcome> {
  const run = <Value>(work: (context: Context) => Promise<Value>): Promise<Value> => transact(world, grantPlan.actor, work, correlationId);
  const ready = await run((context) => checkAgain(context, requestId));
  if ('kind' in ready) return ready;
  const { request, groupId } = ready;
  const mayHaveAdded = request.state === 'fulfilling';
  const owners = await world.owners.ownersOf(groupId);
  const candidates = await grantorCandidates(world.db, request);
  const grantor = [...candidates.deciders, ...candidates.others].find((id) => owners.includes(id));
  if (grantor === undefined) return { kind: 'waits', for: 'owner', facts: { grantor: candidates.others[0] ?? candidates.deciders[0] ?? null, mayHaveAdded } };
  await run((context) => begin(context, requestId, grantor));
  // Recorded within the lock: whoever removes this membership next sees whether the request explains it.
  return withMembershipLock(world.db, groupId, request.subject_id, async (): Promise<StepOutcome> => {
    const stopped = await run((context) => stoppedBy(context, requestId));
    if (stopped) return stopped;
    const result = await world.rights.addMember({ grantorId: grantor, groupId, personId: request.subject_id });
    switch (result) {
      case 'added':
      case 'already-member':
        return run((context) => activate(context, requestId, { group: groupId, grantor, result }));
      case 'sign-in-needed':
        return { kind: 'waits', for: 'sign-in', facts: { grantor, mayHaveAdded } };
      case 'refused':
        return { kind: 'fails', cause: 'directory-refused' };
      default:
        return result satisfies never;
    }
  });
}

interface Ready {
  readonly request: RequestRecord;
  readonly groupId: string;
}

/** The request has gone another way, or has been carried out already. */
const notNeeded: StepOutcome = { kind: 'done', facts: { result: 'not-needed' } };

/** Authority, gates, expiry and place, as they are now: an approval may be days old. */
async function checkAgain(context: Context, requestId: number): Promise<Ready | StepOutcome> {
  const request = await lockRequest(context.trx, requestId);
  if (!request || !isFulfillable(request.state)) return notNeeded;
  const cause = await obstacleTo(context, request);
  if (cause === 'outer-awaited') return { kind: 'waits', for: 'outer', facts: { mayHaveAdded: request.state === 'fulfilling' } };
  if (cause) return { kind: 'fails', cause };
  const groupId = await groupOf(context.trx, request);
  return groupId === undefined ? { kind: 'fails', cause: 'no-longer-possible' } : { request, groupId };
}

async function begin(context: Context, requestId: number, grantorId: string): Promise<void> {
  const request = await lockRequest(context.trx, requestId);
  if (request?.state !== 'approved' && request?.state !== 'awaiting-sign-in') return;
  await changeState(context, request, { action: 'fulfil', patch: { grantor_id: grantorId, failure: null, grant_begun_at: context.clock.now() }, facts: { grantor: grantorId } });
}

/** Within the membership's lock: nothing is added for a request that has ended meanwhile, or for which something has lapsed. */
async function stoppedBy(context: Context, requestId: number): Promise<StepOutcome | undefined> {
  const request = await lockRequest(context.trx, requestId);
  if (request?.state !== 'fulfilling') return notNeeded;
  const cause = await obstacleTo(context, request);
  return cause && { kind: 'fails', cause: cause === 'outer-awaited' ? 'outer-not-granted' : cause };
}
