import type { Context } from '../../context/index.js';
import { enqueue, renewCopies } from '../../notifications/index.js';
import { packageAudiences, type Audience, type PackageEvent } from './announcements.js';
import { askedPeople } from './asked-people.js';
import { representedBy } from '../classifiers.js';
import type { ClassificationFacts } from '../work-package.js';

/**
 * Puts a message for everyone of the event's audience into the outbox, and renews the cards that people have of the package.
 * @param facts as they were when the audience was still to be told: before a clearing for those who had classified
 */
export async function announce(context: Context, facts: ClassificationFacts, event: PackageEvent): Promise<void> {
  const programmeManagers = packageAudiences[event].includes('programme-managers') ? await loadProgrammeManagers(context, facts) : [];
  const people = new Set(packageAudiences[event].flatMap((audience) => peopleOf(facts, audience, programmeManagers)));
  people.delete(context.actor.id);
  await enqueue(context, {
    about: { type: 'package', id: facts.id },
    kind: 'tell',
    recipients: [...people].filter((id) => !facts.gone.has(id)).sort(),
    payload: { event, actor: context.actor.kind === 'person' ? context.actor.id : null },
  });
  await renewCards(context, facts);
}

/** Asks everyone who may classify for their opinion. */
export async function askToClassify(context: Context, facts: ClassificationFacts): Promise<void> {
  const recipients = askedPeople(facts).flatMap(({ personId, given }) => (given ? [] : [personId]));
  await enqueue(context, { about: { type: 'package', id: facts.id }, kind: 'classify', recipients, payload: {} });
}

/** Renews the cards that people have of the package. */
export const renewCards = (context: Context, { id }: Pick<ClassificationFacts, 'id'>): Promise<void> => renewCopies(context, { type: 'package', id });

/** People of an audience; one who is in several is told once. */
function peopleOf(facts: ClassificationFacts, audience: Audience, programmeManagers: readonly string[]): readonly string[] {
  const asked = askedPeople(facts);
  const holding = (wanted: string): readonly string[] => [...facts.projectRoles].flatMap(([id, role]) => (role === wanted ? [id] : []));
  switch (audience) {
    case 'missing':
      return asked.flatMap(({ personId, given }) => (given ? [] : [personId]));
    case 'gave':
      return facts.opinions.map(({ personId }) => personId);
    case 'asked':
      return [...asked.map(({ personId }) => personId), ...facts.opinions.map(({ personId }) => personId)];
    case 'representatives':
      // Where a seat is vacant, the deputy who fills it.
      return facts.representatives.flatMap(({ principalId, deputyIds }) => [...(principalId === null ? [] : [principalId]), ...deputyIds.filter((id) => representedBy(facts, id).length > 0)]);
    case 'investigator':
      return holding('investigator');
    case 'project-managers':
      return holding('project-manager');
    case 'programme-managers':
      return programmeManagers;
    case 'project':
      return [...facts.projectRoles.keys()];
    default:
      return audience satisfies never;
  }
}

/** Those whom another role in the project does not keep from acting as Programme Manager. */
async function loadProgrammeManagers({ trx }: Context, facts: ClassificationFacts): Promise<readonly string[]> {
  const rows = await trx.selectFrom('system_role_holders').select('person_id').where('role', '=', 'programme-manager').orderBy('person_id').execute();
  return rows.map(({ person_id }) => person_id).filter((id) => [undefined, 'project-manager'].includes(facts.projectRoles.get(id)));
}
