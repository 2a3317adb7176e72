import type { Context } from '../context/index.js';
import { authoriseInProject } from './authorise.js';
import { endRole } from './change-role.js';
import { reseatOpenRequests } from './record-person.js';
import { representsIn } from './represented-projects.js';
import { done, refuse, type Result } from './results.js';

export interface RemovePerson {
  readonly projectId: number;
  /** Directory id. */
  readonly personId: string;
}

/** Ends somebody's role in a project, with their access and open requests there; requests that waited for them are seated anew. */
export async function removePerson(context: Context, { projectId, personId }: RemovePerson): Promise<Result<{ readonly projectId: number; readonly personId: string }>> {
  // Somebody without a role is looked for by those who may remove a Researcher: the answer tells nobody else who has one.
  const authorised = await authoriseInProject(context, { action: 'person.remove', projectId, subjectId: personId }, ({ roles }) => `remove-${roles.get(personId) ?? 'researcher'}`);
  if (authorised.kind === 'refused') return authorised;
  const { facts, note } = authorised.value;
  if (!facts.roles.has(personId)) return refuse(context, note, 'not-in-project');
  // Their seats would stay theirs: the dataset is handed over, or another is designated, and the role goes with it.
  if (facts.roles.get(personId) === 'representative' && (await representsIn(context.trx, projectId, personId))) return refuse(context, note, 'still-represents');
  await endRole(context, facts, personId, personId === context.actor.id ? 'stepped-down' : 'removed');
  await reseatOpenRequests(context);
  return done({ projectId, personId });
}
