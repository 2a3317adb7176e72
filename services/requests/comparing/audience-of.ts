import { sql } from 'kysely';
import type { Trx } from '../../context/index.js';
import { loadSeatFacts } from '../load-seat-facts.js';
import { accessTypes, type RequestRecord } from '../request.js';
import { accessRules } from '../request-types.js';
import { seatsOf } from '../seats.js';
import type { Finding } from './finding.js';

/** Whom a finding is told, as the roles are now; never whom it is about. */
export async function audienceOf(trx: Trx, finding: Finding): Promise<readonly string[]> {
  if (finding.kind === 'missing-member') {
    const request = await missingRequest(trx, finding);
    return request ? decidersOf(trx, request) : [];
  }
  const { rows } = await sql<{ id: string }>`
    select r.person_id as id from project_roles r
    join workspaces w on w.project_id = r.project_id
    join directory_groups g on g.workspace_id = w.id
    where g.id = ${finding.groupId} and r.role in ('investigator', 'project-manager') and r.until is null and r.person_id <> ${finding.personId}
    union select person_id from system_role_holders where role = 'programme-manager' and person_id <> ${finding.personId}
    order by 1`.execute(trx);
  return rows.map(({ id }) => id);
}

/** The active request whose membership is missing; of several the one that lasts longest. */
export async function missingRequest(trx: Trx, { groupId, personId }: Pick<Finding, 'groupId' | 'personId'>): Promise<RequestRecord | undefined> {
  const row = await trx
    .selectFrom('requests as r')
    .innerJoin('directory_groups as g', (join) => join.onRef('g.workspace_id', '=', 'r.workspace_id').on('g.dataset_id', 'is not distinct from', (value) => value.ref('r.dataset_id')))
    .selectAll('r')
    .where('g.id', '=', groupId)
    .where('r.subject_id', '=', personId)
    .where('r.state', '=', 'active')
    .where((where) => where.or(accessTypes.map((type) => where.and([where('r.type', '=', type), where('g.kind', '=', accessRules[type].group)]))))
    .orderBy('r.until_on', 'desc')
    .orderBy('r.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row as RequestRecord | undefined;
}

/** Who would sit in the request's first stage now: they may have it granted again. */
export async function decidersOf(trx: Trx, request: RequestRecord): Promise<readonly string[]> {
  const [seat] = seatsOf(request, { ...(await loadSeatFacts(trx, request)), sitting: [] });
  return (seat?.holders ?? []).filter((id) => id !== request.subject_id);
}
