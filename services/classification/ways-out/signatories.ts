import type { Context } from '../../context/index.js';
import type { Proceeding } from './ways-out.js';
import type { ClassificationFacts } from '../work-package.js';

/**
 * Whether those who have signed to go on at the highest tier still are the Investigator and a Programme Manager who may sign for the package:
 * a signature binds nobody who came after.
 * @param signing who signs now and was looked at already
 */
export async function signatoriesHold({ trx }: Pick<Context, 'trx'>, facts: ClassificationFacts, under: Proceeding, signing?: 'investigator' | 'programme-manager'): Promise<boolean> {
  const { investigatorId, programmeManagerId } = under;
  const stands = (id: string): boolean => !facts.gone.has(id) && !facts.conflicted.has(id);
  if (signing !== 'investigator' && investigatorId !== null && !(stands(investigatorId) && facts.projectRoles.get(investigatorId) === 'investigator')) return false;
  if (signing === 'programme-manager' || programmeManagerId === null) return true;
  if (!stands(programmeManagerId) || ![undefined, 'project-manager'].includes(facts.projectRoles.get(programmeManagerId))) return false;
  const row = await trx.selectFrom('system_role_holders').select('person_id').where('role', '=', 'programme-manager').where('person_id', '=', programmeManagerId).executeTakeFirst();
  return row !== undefined;
}
