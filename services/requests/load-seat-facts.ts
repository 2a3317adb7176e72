import { sql } from 'kysely';
import type { Trx } from '../context/index.js';
import { representationsOf, whomTheyFollowed } from './representations.js';
import type { RequestRecord } from './request.js';
import type { SeatFacts } from './seats.js';
import type { SeatRole } from './views.js';

/** A request, or one that is still to be made: nobody sits in a seat of that yet. */
type FactsOf = Pick<RequestRecord, 'project_id' | 'work_package_id' | 'dataset_id' | 'subject_id'> & Partial<Pick<RequestRecord, 'id' | 'version'>>;

/** One fact; which columns it has depends on its kind. */
interface Row {
  readonly kind: 'role' | 'programme-manager' | 'conflict' | 'approved' | 'represents' | 'sits';
  readonly person: string | null;
  /** Project role, or role of the seat. */
  readonly role: string | null;
  readonly enabled: boolean | null;
  readonly dataset: number | null;
  readonly deputy: boolean | null;
  readonly stage: number | null;
  readonly principal: string | null;
  readonly succeeds: readonly string[] | null;
}

/** Everyone who stands somewhere around the request, from the roles of this moment, in one round trip. */
export async function loadSeatFacts(trx: Trx, request: FactsOf): Promise<SeatFacts> {
  const { rows } = await sql<Row>`
    select 'role' as kind, r.person_id as person, r.role, p.enabled, null::int as dataset, null::boolean as deputy, null::int as stage, null as principal, null::timestamptz as since, null::text[] as succeeds
      from project_roles r join people p on p.id = r.person_id where r.project_id = ${request.project_id} and r.until is null
    union all select 'programme-manager', h.person_id, null, true, null, null, null, null, null, null
      from system_role_holders h join people p on p.id = h.person_id where h.role = 'programme-manager' and p.enabled
    union all select 'conflict', person_id, null, null, null, null, null, null, null, null from declared_conflicts where project_id = ${request.project_id}
    union all select 'approved', null, null, null, dataset_id, null, null, principal_id, null, null
      from package_approvals where work_package_id = ${request.work_package_id} and subject_id = ${request.subject_id} and voided_at is null
    union all select 'represents', r.person_id, null, p.enabled, d.dataset_id, r.deputy, null, null, r.since,
      ${whomTheyFollowed}
      from work_package_datasets d left join dataset_representatives r on r.dataset_id = d.dataset_id and r.until is null left join people p on p.id = r.person_id
      where d.work_package_id = ${request.work_package_id} and (${request.dataset_id}::int is null or d.dataset_id = ${request.dataset_id}::int)
    union all select 'sits', v.person_id, s.role, null, null, null, s.stage, s.principal_id, null, null
      from votes v join request_seats s on s.id = v.seat_id where v.request_id = ${request.id ?? 0} and v.version = ${request.version ?? 1}
    order by kind, dataset, since`.execute(trx);
  const ofKind = (kind: Row['kind']): readonly Row[] => rows.filter((row) => row.kind === kind);
  const peopleOf = (found: readonly Row[]): readonly string[] => found.flatMap(({ person }) => person ?? []);
  const roles = ofKind('role');
  const represents = ofKind('represents');
  const withRole = (role: string): readonly string[] => peopleOf(roles.filter((row) => row.role === role));
  const barredHere = new Set(peopleOf(roles.filter((row) => row.role !== 'project-manager')));
  return {
    investigatorId: withRole('investigator')[0],
    projectManagerIds: withRole('project-manager'),
    programmeManagerIds: peopleOf(ofKind('programme-manager')).filter((id) => !barredHere.has(id)),
    representatives: representationsOf(represents),
    conflicted: new Set(peopleOf(ofKind('conflict'))),
    gone: new Set(peopleOf([...roles, ...represents].filter(({ enabled }) => enabled === false))),
    approvals: ofKind('approved').map(({ dataset, principal }) => ({ datasetId: dataset ?? 0, principalId: principal })),
    sitting: ofKind('sits').map(({ stage, role, principal, person }) => ({ stage: stage ?? 0, role: role as SeatRole, principalId: principal, personId: person ?? '' })),
  };
}
