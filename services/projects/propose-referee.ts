import { sql } from 'kysely';
import { localDate, type Context } from '../context/index.js';

/** Somebody who may become Referee of a project. */
export interface RefereeProposal {
  readonly id: string;
  readonly name: string;
  /** `programme-manager`: stands in, since nobody of the college is free. */
  readonly from: 'college' | 'programme-manager';
  /** In how many open projects they are Referee now. */
  readonly seats: number;
  /** When they were last appointed as Referee anywhere; null for never. */
  readonly lastAppointedAt: Date | null;
  readonly trained: boolean;
}

/**
 * Who may be Referee of the project, the one to be asked first at the top: of the college those without a role in the project and without a
 * declared conflict, by how many open projects they are Referee of now, then by how long ago they were last appointed. Where there is nobody, a
 * Programme Manager without a role in the project (people-and-requests, "Vacant seats").
 */
export async function proposeReferees(context: Context, projectId: number): Promise<readonly RefereeProposal[]> {
  const college = await free(context, projectId, 'referee-college');
  return college.length > 0 ? college : free(context, projectId, 'programme-manager');
}

async function free(context: Context, projectId: number, systemRole: 'referee-college' | 'programme-manager'): Promise<readonly RefereeProposal[]> {
  const from = systemRole === 'referee-college' ? 'college' : 'programme-manager';
  const today = localDate(context.organisation, context.clock.now());
  const { rows } = await sql<Omit<RefereeProposal, 'from'>>`
    select p.id, p.name,
      (select count(*)::int from project_roles r join projects j on j.id = r.project_id
        where r.person_id = p.id and r.role = 'referee' and r.until is null and j.state = 'open') as seats,
      (select max(r.since) from project_roles r where r.person_id = p.id and r.role = 'referee') as "lastAppointedAt",
      exists (select from training_records t where t.person_id = p.id and t.expires_on >= ${today}) as trained
    from people p join system_role_holders h on h.person_id = p.id and h.role = ${systemRole}
    where p.enabled
      and not exists (select from project_roles r where r.project_id = ${projectId} and r.person_id = p.id and r.until is null)
      and not exists (select from declared_conflicts c where c.project_id = ${projectId} and c.person_id = p.id)
    order by seats, "lastAppointedAt" nulls first, p.name, p.id`.execute(context.trx);
  return rows.map((row) => ({ ...row, from }));
}
