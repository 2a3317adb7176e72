import type { Database } from '../database/index.js';
import type { PersonActor, SystemRole } from './actor.js';

/** System roles that the database holds for a person, in the order of their names. */
export async function rolesOnRecord(db: Database, personId: string): Promise<readonly SystemRole[]> {
  const rows = await db.selectFrom('system_role_holders').select('role').where('person_id', '=', personId).orderBy('role').execute();
  return rows.map(({ role }) => role as SystemRole);
}

/** A person as they act where no activity of theirs was just looked up in the directory: with the roles on record. */
export const actorOnRecord = async (db: Database, personId: string): Promise<PersonActor> => ({ kind: 'person', id: personId, systemRoles: new Set(await rolesOnRecord(db, personId)) });
