import { askNewcomer } from '../classification/index.js';
import type { Context } from '../context/index.js';
import type { ProjectRoleName } from '../database/index.js';
import { authoriseInProject } from './authorise.js';
import { giveRole, recordAppointed } from './change-role.js';
import type { DirectoryPerson } from './ports.js';
import type { ProjectFacts } from './project-facts.js';
import { proposeReferees } from './propose-referee.js';
import { reseatOpenRequests } from './record-person.js';
import { representsIn, standsForDataIn } from './represented-projects.js';
import { done, refuse, unchanged, type Refusal, type Result } from './results.js';

export interface AppointPerson {
  readonly projectId: number;
  /** As the directory gives them now. */
  readonly person: DirectoryPerson;
  readonly role: ProjectRoleName;
}

/**
 * Gives somebody a role in a project (people-and-requests, "Roles"). An appointment is possible before there is a current training; joining a
 * workspace is not (classification.md, "People on a package").
 */
export async function appointPerson(context: Context, { projectId, person, role }: AppointPerson): Promise<Result<{ readonly projectId: number; readonly personId: string }>> {
  const authorised = await authoriseInProject(context, { action: 'person.appoint', projectId, subjectId: person.id, facts: { role } }, () => `appoint-${role}`);
  if (authorised.kind === 'refused') return authorised;
  const { facts, note } = authorised.value;
  const appointed = { projectId, personId: person.id };
  if (facts.roles.get(person.id) === role) return unchanged(context, note, appointed);
  const bar = barToAppointment(facts, person, role) ?? (await barByRecord(context, facts, person.id, role));
  if (bar) return refuse(context, note, bar);
  await recordAppointed(context, person);
  await giveRole(context, projectId, person.id, role);
  await reseatOpenRequests(context);
  await askNewcomer(context, person.id);
  return done(appointed);
}

/** Roles that guests of the directory are accepted for ("Representatives and external Referees usually are guests"). */
const guestRoles: ReadonlySet<ProjectRoleName> = new Set<ProjectRoleName>(['representative', 'referee']);

/** Why the person cannot have the role, as far as the project and the directory tell. */
export function barToAppointment({ roles, conflicted }: Pick<ProjectFacts, 'roles' | 'conflicted'>, person: Pick<DirectoryPerson, 'id' | 'enabled' | 'userType'>, role: ProjectRoleName): Refusal | undefined {
  if (!person.enabled) return 'account-disabled';
  if (person.userType === 'guest' && !guestRoles.has(role)) return 'guest-not-for-role';
  if (roles.has(person.id)) return 'has-role';
  if (role === 'investigator' && [...roles.values()].includes('investigator')) return 'investigator-taken';
  return role === 'referee' && conflicted.has(person.id) ? 'conflict-declared' : undefined;
}

/** A Referee comes from the college, or is proposed in its place; a Representative was designated by the provider of a dataset. */
async function barByRecord(context: Context, facts: ProjectFacts, personId: string, role: ProjectRoleName): Promise<Refusal | undefined> {
  if (role !== 'representative' && (await standsForDataIn(context.trx, facts.id, personId))) return 'represents-here';
  if (role === 'referee') return (await proposeReferees(context, facts.id)).some(({ id }) => id === personId) ? undefined : 'not-in-college';
  if (role !== 'representative') return undefined;
  return (await representsIn(context.trx, facts.id, personId)) ? undefined : 'designation-needed';
}
