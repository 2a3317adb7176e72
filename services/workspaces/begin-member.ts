import { localDate, numberOf, plusMonths, type Context } from '../context/index.js';
import { peopleOnRecord } from '../projects/index.js';
import { requestTypeRules } from '../requests/index.js';
import { mayDo } from './permissions.js';
import { refuse, type Refused } from './results.js';
import { standingIn } from './standing.js';

/** What adding somebody to a workspace begins with. */
export interface BegunMember {
  readonly workspace: { readonly id: number; readonly name: string };
  /** People of the project who may be members, and are not. */
  readonly people: Awaited<ReturnType<typeof peopleOnRecord>>;
  /** ISO date, the last day that can be offered. */
  readonly latest: string;
  /** ISO date: three months, or the latest if that is earlier. */
  readonly offered: string;
}

/** Whether somebody can be added by the acting person; the request that it becomes decides again (people-and-requests, "Adding someone directly"). */
export async function beginMember(context: Context, workspaceId: number): Promise<{ readonly kind: 'done'; readonly value: BegunMember } | Refused> {
  const { trx, clock, organisation } = context;
  const note = { action: 'workspace.add-member', objectType: 'workspace' as const, objectId: numberOf('workspace', workspaceId) };
  const standing = await standingIn(context, workspaceId);
  if (!mayDo('see', standing)) return refuse(context, note, 'not-found');
  if (!mayDo('add-member', standing)) return refuse(context, note, 'not-allowed');
  const row = await trx.selectFrom('workspaces as w').innerJoin('projects as p', 'p.id', 'w.project_id').select(['w.name', 'w.state', 'w.project_id', 'p.ends_on']).where('w.id', '=', workspaceId).executeTakeFirst();
  if (row?.state !== 'active') return refuse(context, note, 'not-possible');
  const roles = await trx
    .selectFrom('project_roles as r')
    .select('r.person_id')
    .where('r.project_id', '=', row.project_id)
    .where('r.until', 'is', null)
    .where('r.role', 'in', [...requestTypeRules['join-workspace'].askedBy])
    .where('r.person_id', '<>', context.actor.id)
    .where((where) =>
      where.not(where.exists(where.selectFrom('requests as m').select('m.id').where('m.type', '=', 'join-workspace').where('m.workspace_id', '=', workspaceId).whereRef('m.subject_id', '=', 'r.person_id').where('m.state', '=', 'active'))),
    )
    .execute();
  const today = localDate(organisation, clock.now());
  const earlier = (one: string, other: string): string => (one < other ? one : other);
  const latest = earlier(row.ends_on, plusMonths(today, 12));
  return {
    kind: 'done',
    value: { workspace: { id: workspaceId, name: row.name }, people: await peopleOnRecord(context, roles.map(({ person_id }) => person_id)), latest, offered: earlier(latest, plusMonths(today, 3)) },
  };
}
