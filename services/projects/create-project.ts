import { localDate, numberOf, type Context } from '../context/index.js';
import { done, refuse, type Done, type Refused, type Result } from './results.js';

/** Longest texts of a project, in UTF-16 units. */
export const longestProjectText = { title: 120, summary: 1_000 } as const;

export interface CreateProject {
  readonly title: string;
  /** What it is to find out. */
  readonly summary: string;
  /** ISO date, the last day. */
  readonly endsOn: string;
}

const action = 'project.create';

/** Projects are created by Programme Managers (people-and-requests, "Roles"; paper 8). A refusal is put on record. */
export function mayCreateProject(context: Context): Done<undefined> | Refused {
  const { actor } = context;
  if (actor.kind === 'person' && actor.systemRoles.has('programme-manager')) return done(undefined);
  return refuse(context, { action, objectType: 'project', objectId: '' }, 'not-allowed');
}

/** Opens a project. It has nobody yet: its people are appointed one by one. */
export async function createProject(context: Context, { title, summary, endsOn }: CreateProject): Promise<Result<{ readonly id: number }>> {
  const allowed = mayCreateProject(context);
  if (allowed.kind === 'refused') return allowed;
  if (endsOn < localDate(context.organisation, context.clock.now())) return refuse(context, { action, objectType: 'project', objectId: '' }, 'day-impossible');
  const { id } = await context.trx
    .insertInto('projects')
    .values({ title, summary, state: 'open', ends_on: endsOn, created_at: context.clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  context.audit.push({ action, outcome: 'done', objectType: 'project', objectId: numberOf('project', id), projectId: id, facts: { endsOn }, texts: { title, summary } });
  return done({ id });
}
