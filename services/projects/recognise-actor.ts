import { transact, type Surroundings } from '../audit/index.js';
import { LockkeeperError, rolesOnRecord, type PersonActor, type ProcessActor, type Trx } from '../context/index.js';
import type { Database } from '../database/index.js';
import type { DirectoryPeople, DirectoryPerson } from './ports.js';
import type { Answer, RecognitionCache } from './recognition-cache.js';
import { recordPerson, reseatOpenRequests } from './record-person.js';

export interface Recognition extends Surroundings {
  readonly directory: DirectoryPeople;
  readonly recognised: RecognitionCache;
}

/** Who somebody is to the product. Everything but `known` is turned away. */
export type Recognised =
  | {
      readonly kind: 'known';
      readonly actor: PersonActor;
      readonly person: DirectoryPerson;
      /** False for guests of the directory. */
      readonly staff: boolean;
      /** The directory gave these roles within the last 60 seconds. Otherwise it did not answer and they are those of the database, at most 24 hours old. */
      readonly rolesAreFresh: boolean;
    }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'guest-without-role' };

export const directorySync: ProcessActor = { kind: 'process', id: 'directory-sync' };

/** How long the database's word is taken for a person while the directory does not answer, in milliseconds. */
const longestWithoutDirectory = 24 * 60 * 60 * 1000;

/**
 * Says who a person is, for looking and asking. The directory's answer is kept for 60 seconds. While the directory does not answer,
 * somebody seen within 24 hours is known by the roles on record (`rolesAreFresh` is false): enough to look, never to decide.
 * @throws LockkeeperError `directory-unavailable` when the directory does not answer and the person was not seen within 24 hours
 */
export async function recogniseActor(world: Recognition, personId: string): Promise<Recognised> {
  const kept = world.recognised.get(personId);
  if (kept) return judge(world.db, kept);
  try {
    return await recogniseActorAfresh(world, personId);
  } catch (error) {
    if (!(error instanceof LockkeeperError) || error.code !== 'directory-unavailable') throw error;
    const recognised = await world.db.transaction().execute((trx) => recall(trx, personId, new Date(world.clock.now().getTime() - longestWithoutDirectory)));
    if (!recognised) throw error;
    return recognised;
  }
}

/**
 * The same, asked of the directory now, for whatever grants or decides: a role that ended a moment ago must not act.
 * @throws LockkeeperError `directory-unavailable` when the directory does not answer
 */
export async function recogniseActorAfresh(world: Recognition, personId: string): Promise<Recognised> {
  world.recognised.forget(personId);
  const [person, systemRoles] = await Promise.all([world.directory.person(personId), world.directory.systemRolesOf(personId)]);
  const answer: Answer | undefined = person && { person: { ...person, id: personId }, systemRoles: person.enabled ? systemRoles : [] };
  const recognised = await transact(world, directorySync, async (context) => {
    const recorded = await recordPerson(context, personId, answer);
    if (recorded === 'roles-changed') await reseatOpenRequests(context);
    return answer ? judge(context.trx, answer) : { kind: 'unknown' as const };
  });
  if (answer && recognised.kind === 'known') world.recognised.set(answer);
  return recognised;
}

/** Guests are accepted only while they hold a recorded role (people-and-requests, "Who sees what"). */
async function judge(db: Database, { person, systemRoles }: Answer): Promise<Recognised> {
  if (!person.enabled) return { kind: 'disabled' };
  const staff = person.userType === 'member';
  if (!staff && systemRoles.length === 0 && !(await holdsRole(db, person.id))) return { kind: 'guest-without-role' };
  return { kind: 'known', actor: { kind: 'person', id: person.id, systemRoles: new Set(systemRoles) }, person, staff, rolesAreFresh: true };
}

/** A role in an open project, or a dataset that the person represents, as principal or deputy. */
async function holdsRole(db: Database, personId: string): Promise<boolean> {
  const role = await db
    .selectFrom('project_roles as r')
    .innerJoin('projects as p', 'p.id', 'r.project_id')
    .select('r.id')
    .where('r.person_id', '=', personId)
    .where('r.until', 'is', null)
    .where('p.state', '=', 'open')
    .limit(1)
    .executeTakeFirst();
  if (role) return true;
  const dataset = await db.selectFrom('dataset_representatives').select('dataset_id').where('person_id', '=', personId).where('until', 'is', null).limit(1).executeTakeFirst();
  return dataset !== undefined;
}

/** Somebody whom the directory has confirmed since `after`, as the database knows them. */
async function recall(trx: Trx, personId: string, after: Date): Promise<Recognised | undefined> {
  const row = await trx.selectFrom('people').selectAll().where('id', '=', personId).where('updated_at', '>=', after).executeTakeFirst();
  if (!row) return undefined;
  const person: DirectoryPerson = { id: row.id, name: row.name, mail: row.mail, userType: row.user_type, enabled: row.enabled };
  const recognised = await judge(trx, { person, systemRoles: await rolesOnRecord(trx, personId) });
  return recognised.kind === 'known' ? { ...recognised, rolesAreFresh: false } : recognised;
}
