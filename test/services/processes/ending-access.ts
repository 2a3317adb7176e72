import { revokeAccess } from '../../../services/requests/index.js';
import type { Clock } from '../../../services/context/index.js';
import { transact } from '../../../services/audit/index.js';
import { seedDatabase } from '../../../infra/local/seed/seed-database.js';
import { dataGroupId } from '../../../infra/local/seed/directory.js';
import { people } from '../../../infra/local/seed/people.js';
import type { TestDatabase } from '../../support/database.js';
import { surroundings, TestClock } from '../../support/surroundings.js';

export const subject = people.amara;
export const groupId = dataGroupId(2, 4);

export interface EndingAccess {
  readonly requestId: number;
  readonly removalId: number;
}

/** The seeded tenant, in which the Project Manager has just revoked a member's access: the removal waits in the queue. */
export async function endingAccess(database: TestDatabase, clock: Clock = new TestClock()): Promise<EndingAccess> {
  const world = surroundings(database, clock);
  await seedDatabase(database.owner, world);
  const request = await database.owner
    .selectFrom('requests')
    .select(['id', 'version', 'project_id'])
    .where('subject_id', '=', subject.id)
    .where('workspace_id', '=', 2)
    .where('dataset_id', '=', 4)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow();
  const manager = await database.owner
    .selectFrom('project_roles')
    .select('person_id')
    .where('project_id', '=', request.project_id)
    .where('role', '=', 'project-manager')
    .where('until', 'is', null)
    .executeTakeFirstOrThrow();
  await database.owner
    .insertInto('card_copies')
    .values({ request_id: request.id, person_id: subject.id, conversation_id: 'conversation', activity_id: 'activity', card: 'request', created_at: world.clock.now() })
    .execute();
  const revoked = await transact(world, { kind: 'person', id: manager.person_id, systemRoles: new Set() }, (context) =>
    revokeAccess(context, { requestId: request.id, version: request.version, comment: 'The project has changed.' }),
  );
  if (revoked.kind !== 'done') throw new Error(JSON.stringify(revoked));
  const removal = await database.owner.selectFrom('removals').select('id').where('request_id', '=', request.id).executeTakeFirstOrThrow();
  return { requestId: request.id, removalId: removal.id };
}
