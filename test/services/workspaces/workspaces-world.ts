import assert from 'node:assert/strict';
import type { RequestRecord } from '../../../services/requests/index.js';
import { requestWorkspace, viewWholeRequest, type PlanRefused, type RequestWithPlan, type WorkspacePlan } from '../../../services/workspaces/index.js';
import { building } from '../../support/building.js';
import type { PersonKey, Tier } from '../../support/hospital-builder.js';
import type { RequestWorld } from '../../support/request-world.js';

export interface Wish extends Partial<Omit<WorkspacePlan, 'memberIds'>> {
  readonly tier?: Tier;
  readonly members?: readonly PersonKey[];
}

/** What a test asks for unless it says otherwise: one small Python machine at tier 2. */
export const askWorkspace = (world: RequestWorld, person: PersonKey, { tier = 2, members = [], ...plan }: Wish = {}): ReturnType<typeof requestWorkspace> =>
  world.as(person, (context) =>
    requestWorkspace(context, building, {
      packageId: world.hospital.at[tier].packageId,
      name: 'Readmissions, second',
      purpose: 'to model readmission',
      costCentre: 'CC-4711',
      monthlyBudget: 900,
      machines: [{ machine: 'python-small', count: 1 }],
      memberIds: members.map((key) => world.hospital.id[key]),
      ...plan,
    }),
  );

/** Asks, and fails the test unless that is done. */
export async function asked(world: RequestWorld, person: PersonKey, wish: Wish = {}): Promise<RequestRecord> {
  const result = await askWorkspace(world, person, wish);
  assert.ok(result.kind === 'done', `asked: ${JSON.stringify(result)}`);
  return result.value;
}

export const reasonOf = (result: Awaited<ReturnType<typeof requestWorkspace>> | PlanRefused): string => (result.kind === 'refused' ? result.reason : result.kind === 'faults' ? result.faults.map(({ field, reason }) => `${field} ${reason}`).join(', ') : result.kind);

/** Asked for by the Project Manager, approved by the Programme Manager, and built. */
export async function built(world: RequestWorld, wish: Wish = {}): Promise<RequestRecord> {
  const { id } = await asked(world, 'manager', wish);
  await world.approved(id, 'programmeManager');
  await world.runJobs();
  const request = await world.request(id);
  assert.equal(request.state, 'active', JSON.stringify((await viewed(world, 'programmeManager', id)).progress));
  return request;
}

export async function viewed(world: RequestWorld, person: PersonKey, requestId: number): Promise<RequestWithPlan> {
  const view = await world.as(person, (context) => viewWholeRequest(context, requestId));
  assert.ok(view);
  return view;
}

export const workspaceOf = (world: RequestWorld, { workspace_id }: RequestRecord) => world.database.db.selectFrom('workspaces').selectAll().where('id', '=', workspace_id).executeTakeFirstOrThrow();
