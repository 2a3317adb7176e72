import { sql } from 'kysely';
import { sweep } from '../context/index.js';
import { transact, type Surroundings } from '../audit/index.js';
import { endInvolvement } from './end-involvement.js';
import { accessTypes } from './request.js';

/**
 * A project role that ends takes its active grants along and withdraws the person's open requests (people-and-requests, "When people
 * change"), however it ended. Answers with how many people's involvement in a project was ended; what fails goes into `faults`.
 */
export async function sweepEndedRoles(world: Surroundings, faults: unknown[]): Promise<number> {
  const { rows } = await sql<{ personId: string; projectId: number }>`
    select distinct e.person_id as "personId", e.project_id as "projectId"
    from project_roles e
    join requests r on r.project_id = e.project_id and e.person_id in (r.subject_id, r.requester_id)
    where e.until is not null
      and not exists (select from project_roles c where c.project_id = e.project_id and c.person_id = e.person_id and c.until is null)
      and (r.state in ('in-review', 'returned', 'blocked')
        or r.type in (${sql.join([...accessTypes])}) and r.subject_id = e.person_id and r.state in ('approved', 'awaiting-sign-in', 'fulfilling', 'active', 'suspended', 'failed'))
    order by 2, 1`.execute(world.db);
  let ended = 0;
  for (const { personId, projectId } of rows) {
    try {
      await transact(world, sweep, (context) => endInvolvement(context, personId, { projectId }));
      ended += 1;
    } catch (error) {
      faults.push(error);
    }
  }
  return ended;
}
