import { rankPeople, type DirectoryPerson, type PeopleFinder } from '../../services/projects/index.js';

/** Finds people among those given, as they are at that moment. */
export const among = (people: () => readonly DirectoryPerson[]): PeopleFinder => ({
  find: (words) => Promise.resolve(rankPeople(people(), words)),
  person: (id) => Promise.resolve(people().find((person) => person.id === id)),
});

/** A directory in which nobody is looked for. */
export const nobody: PeopleFinder = among(() => []);
