import { people, type PersonaRole, type SeedPerson } from './seed/people.js';
import { teamsIdOf } from './seed/teams-ids.js';

/** Somebody whom the start page offers to be. */
export interface Persona {
  readonly role: PersonaRole;
  readonly person: SeedPerson;
  /** As Teams names them. */
  readonly userId: string;
  /** Their own chat with the bot. */
  readonly conversationId: string;
  /** Has a Playground of their own. */
  readonly playground: boolean;
}

const withPlayground: readonly PersonaRole[] = ['researcher', 'investigator', 'representative'];

/** The six personas, in the order of the roles. */
export const personas: readonly Persona[] = (Object.values(people) as readonly SeedPerson[]).flatMap((person) =>
  person.persona
    ? [{ role: person.persona, person, userId: teamsIdOf(person.id), conversationId: `personal-${person.persona}`, playground: withPlayground.includes(person.persona) }]
    : [],
);
