import { numberOf, type Context } from '../context/index.js';
import type { ProjectRoleName } from '../database/index.js';
import { enqueue } from '../notifications/index.js';
import { endInvolvement } from '../requests/index.js';
import type { DirectoryPerson } from './ports.js';
import type { ProjectFacts } from './project-facts.js';

/** Stores somebody whom the product may never have met, as the directory gave them just now. Their system roles stay as they are on record. */
export async function recordAppointed({ trx, clock }: Context, { id, name, mail, userType }: DirectoryPerson): Promise<void> {
  const row = { name, mail, user_type: userType, enabled: true, updated_at: clock.now() };
  await trx
    .insertInto('people')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** Gives a role to somebody who has none in the project. */
export async function giveRole(context: Context, projectId: number, personId: string, role: ProjectRoleName): Promise<void> {
  const { trx, clock, actor } = context;
  await trx.insertInto('project_roles').values({ project_id: projectId, person_id: personId, role, since: clock.now(), appointed_by: actor.id }).execute();
  context.audit.push({ action: 'person.appoint', outcome: 'done', objectType: 'project', objectId: numberOf('project', projectId), projectId, subjectId: personId, facts: { role } });
  await tell(context, projectId, personId, 'appointed');
}

/**
 * Ends somebody's role in the project, and in the same transaction what hangs on it: their access there is taken away and their open requests
 * are withdrawn; votes that they gave stand (people-and-requests, "When people change").
 */
export async function endRole(context: Context, facts: Pick<ProjectFacts, 'id' | 'roles'>, personId: string, reason: string): Promise<void> {
  const { trx, clock, actor } = context;
  await trx
    .updateTable('project_roles')
    .set({ until: clock.now(), ended_by: actor.id })
    .where('project_id', '=', facts.id)
    .where('person_id', '=', personId)
    .where('until', 'is', null)
    .execute();
  context.audit.push({ action: 'person.remove', outcome: 'done', objectType: 'project', objectId: numberOf('project', facts.id), projectId: facts.id, subjectId: personId, reason, facts: { role: facts.roles.get(personId) ?? null } });
  await endInvolvement(context, personId, { projectId: facts.id });
  await tell(context, facts.id, personId, 'removed');
}

/** What somebody is told about their own role. The wording stands in `cards/strings` under `told-project.<event>`. */
export const projectEvents = ['appointed', 'removed'] as const;
export type ProjectEvent = (typeof projectEvents)[number];

/** Tells somebody what became of their role; whoever did it to themselves sees the answer at once. */
async function tell(context: Context, projectId: number, personId: string, event: ProjectEvent): Promise<void> {
  if (personId === context.actor.id) return;
  await enqueue(context, { about: { type: 'project', id: projectId }, kind: 'tell', recipients: [personId], payload: { event, actor: context.actor.kind === 'person' ? context.actor.id : null } });
}
