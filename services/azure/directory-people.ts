import { z } from 'zod';
import { systemRoles, type SystemRole } from '../context/index.js';
import type { DirectoryPeople, DirectoryPerson } from '../projects/index.js';
import { appTokens } from './app-token.js';
import { botCredential, type AzureSettings } from './azure-settings.js';
import { unexpectedRefusal } from './directory-fault.js';
import { graphClient, read, segment, type Graph } from './graph-client.js';

/** Needs the application permissions User.Read.All (type and state of an account) and GroupMember.Read.All. */
export function directoryPeople(settings: AzureSettings): DirectoryPeople {
  const graph = graphClient(settings, appTokens(settings, botCredential(settings)));
  const { systemRoleGroups } = settings;
  return {
    async person(id) {
      const answer = await graph.get(`/users/${segment(id)}?${select}`);
      if (answer.kind === 'done') return personOf(read(userSchema, answer.body));
      if (answer.refusal.status === 404) return undefined;
      throw unexpectedRefusal(answer.refusal);
    },
    async search(words) {
      const asked = wordsOf(words);
      if (asked.length === 0) return [];
      const exact = await peopleLike(graph, asked);
      // Graph knows no typing errors: of few hits, those count too whose names begin alike.
      return exact.length >= enough ? exact : distinct([...exact, ...(await peopleLike(graph, asked.map(beginningOf)))]);
    },
    async systemRolesOf(id) {
      const answer = await graph.post(`/users/${segment(id)}/checkMemberGroups`, { groupIds: [...new Set(Object.values(systemRoleGroups))] });
      if (answer.kind === 'done') {
        const groups = new Set(read(checkedSchema, answer.body).value.map((group) => group.toLowerCase()));
        return systemRoles.filter((role) => groups.has(systemRoleGroups[role].toLowerCase()));
      }
      if (answer.refusal.status === 404) return [];
      throw unexpectedRefusal(answer.refusal);
    },
    async holdersOfSystemRoles() {
      const within = (role: SystemRole): Promise<readonly DirectoryPerson[]> => peopleWithin(graph, systemRoleGroups[role]);
      return {
        'system-manager': await within('system-manager'),
        'programme-manager': await within('programme-manager'),
        finance: await within('finance'),
        'referee-college': await within('referee-college'),
      };
    },
  };
}

/** So many hits need no search for names that begin alike. */
const enough = 3;
/** Most words of a search, and most people that one query answers with. */
const mostWords = 4;
const mostHits = 100;

/** The words of a name or an address. Nothing of them can end the quoted term that they become a part of. */
const wordsOf = (text: string): readonly string[] => (text.slice(0, 200).match(/[\p{L}\p{M}\p{N}@._'-]+/gu) ?? []).slice(0, mostWords);
/** Two or three letters: enough to keep the answer short, few enough to be typed right. */
const beginningOf = (word: string): string => [...word].slice(0, word.length < 5 ? 2 : 3).join('');
const distinct = (people: readonly DirectoryPerson[]): readonly DirectoryPerson[] => [...new Map(people.map((person) => [person.id, person])).values()];

/** People any of whose names or whose address begins with the words, as Graph's tokenised search finds them. */
async function peopleLike(graph: Graph, words: readonly string[]): Promise<readonly DirectoryPerson[]> {
  const term = words.join(' ');
  const terms = [`"displayName:${term}"`, ...words.map((word) => `"mail:${word}"`), ...(words.length > 1 ? words.map((word) => `"displayName:${word}"`) : [])];
  const answer = await graph.query(`/users?$search=${encodeURIComponent(terms.join(' OR '))}&$count=true&${select}&$top=${String(mostHits)}`);
  if (answer.kind === 'refused') throw unexpectedRefusal(answer.refusal);
  return read(foundSchema, answer.body).value.map(personOf);
}

const select = '$select=id,displayName,mail,userPrincipalName,userType,accountEnabled';

const userSchema = z.object({
  id: z.guid(),
  displayName: z.string(),
  mail: z.string().nullable(),
  userPrincipalName: z.string(),
  /** Null for accounts from before there were guests: members. */
  userType: z.enum(['Member', 'Guest']).nullable(),
  accountEnabled: z.boolean(),
});
const checkedSchema = z.object({ value: z.array(z.string()) });
const foundSchema = z.object({ value: z.array(userSchema) });
const memberSchema = z.object({ '@odata.type': z.string(), id: z.guid() });

function personOf(user: z.infer<typeof userSchema>): DirectoryPerson {
  return { id: user.id, name: user.displayName, mail: user.mail ?? user.userPrincipalName, userType: user.userType === 'Guest' ? 'guest' : 'member', enabled: user.accountEnabled };
}

/** People who are members of the group or of a group within it, each once, by name. */
async function peopleWithin(graph: Graph, groupId: string): Promise<readonly DirectoryPerson[]> {
  const people = new Map<string, DirectoryPerson>();
  const seen = new Set([groupId]);
  for (const group of seen) {
    for (const item of await graph.list(`/groups/${segment(group)}/members?${select}&$top=999`)) {
      const member = read(memberSchema, item);
      if (member['@odata.type'] === '#microsoft.graph.group') seen.add(member.id);
      else if (member['@odata.type'] === '#microsoft.graph.user') people.set(member.id, personOf(read(userSchema, item)));
    }
  }
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
